"""The order of the measurements with people: sign up, join, look around, sign in."""

from benchmarks.api.members import join, sign_up
from benchmarks.api.scenario import run_scenario
from benchmarks.api.sign_in import measure_sign_ins
from benchmarks.measurement import Say
from benchmarks.options import Options
from benchmarks.results import Requests
from devstack.people.person import people_at
from devstack.supervisor.stack import Stack


async def measure_requests(stack: Stack, options: Options, say: Say) -> Requests:
    """On a stack that has nothing else to do. Raises ApiProblem, NoMailError, ScenarioError."""
    async with people_at(stack.url, stack.mail_folder, stack.code_on_label) as everybody:
        say(f"{options.members} members sign up")
        people = await sign_up(everybody, options.members)
        members = await join(people)
        say(f"10 to 50 users at work for {options.scenario_s:.0f} s")
        load = await run_scenario(stack.url, members, stack.folder, seconds=options.scenario_s)
        say(f"sign-ins, each way for {options.sign_in_s:.0f} s")
        sign_ins = await measure_sign_ins(stack, people, seconds=options.sign_in_s)
    return Requests(load=load, sign_ins=sign_ins)
