"""Cases of deploy/observability/rules/http.yaml."""

from typing import Final

from tests.observability.alerts.case import Case, answers, buckets

_HTTP: Final = 'service="energy",method="GET",route="/energy-data/x",'
_HEALTH: Final = 'service="energy",method="GET",route="/health/ready",'

CASES: Final = (
    Case(
        alert="MeriggioHttpServerErrors",
        fires={answers("energy", "5xx"): "0x78 1x10"},
        quiet={answers("energy", "5xx"): "7x90", answers("energy", "2xx"): "0+100x90"},
    ),
    Case(
        alert="MeriggioHttpClientErrors",
        fires={answers("community", "4xx"): "0+3x90"},
        quiet={answers("community", "4xx"): "0+1x90", answers("user", "4xx"): "0+50x90"},
    ),
    Case(
        alert="MeriggioHttpSlow",
        fires=buckets(
            "meriggio_http_request_seconds", slow=True, bounds=("3.0", "5.0"), labels=_HTTP
        ),
        quiet=buckets(
            "meriggio_http_request_seconds", slow=False, bounds=("2.0", "5.0"), labels=_HTTP
        )
        | buckets(
            "meriggio_http_request_seconds",
            slow=True,
            bounds=("3.0", "5.0"),
            labels=_HEALTH,
        ),
    ),
    Case(
        alert="MeriggioHttpManyRequests",
        fires={answers("community", "2xx"): "0+200x90", answers("community", "4xx"): "0+51x90"},
        quiet={answers("community", "2xx"): "0+240x90", answers("user", "2xx"): "0+900x90"},
    ),
    Case(
        alert="MeriggioTargetDown",
        fires={'up{job="meriggio",instance="energy:8080"}': "1x20 0x80"},
        quiet={
            'up{job="meriggio",instance="energy:8080"}': "1x76 0x2 1x20",
            'up{job="other"}': "0x90",
        },
    ),
    Case(
        alert="MeriggioStartsAgainAndAgain",
        fires={'process_start_time_seconds{job="energy"}': "1x30 2x10 3x10 4x60"},
        quiet={'process_start_time_seconds{job="energy"}': "1x50 2x60"},
    ),
    Case(
        alert="MeriggioPasswordsTurnedAway",
        fires={"meriggio_user_passwords_turned_away_total": "0+5x90"},
        quiet={"meriggio_user_passwords_turned_away_total": "0+1x40 41x50"},
    ),
)
