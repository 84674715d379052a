#include <inttypes.h>
#include <stdio.h>

#include "json_values.h"
#include "report.h"

/* Numbers of an array, or those under "sequence" of an array of objects. */
static void print_numbers(const char *name, struct json rest)
{
    struct json element;
    const char *before = "";
    int64_t number = 0;
    (void)printf("\"%s\":[", name);
    while (json_element(&rest, &element)) {
        struct json member = element;
        if ((element.text[0] != '{' || json_member(element, "sequence", &member)) && json_integer(member, &number)) {
            (void)printf("%s%" PRId64, before, number);
            before = ",";
        }
    }
    (void)printf("]");
}

void report_sent(const struct report *report, const char *text, size_t length)
{
    struct json whole;
    struct json member;
    int64_t number = 0;
    if (report->is_quiet || !json_of(text, length, &whole)) {
        return;
    }
    if (json_member(whole, "sequence", &member) && json_integer(member, &number)) {
        report_line(report, "sent", "\"sequences\":[%" PRId64 "]", number);
        return;
    }
    report_line_begin(report, "sent");
    print_numbers("sequences", whole);
    report_line_end();
}

void report_answer(const struct report *report, const char *text, size_t length)
{
    static const struct json none = {"[]", 2};
    struct json whole;
    struct json member;
    if (report->is_quiet || !json_of(text, length, &whole)) {
        return;
    }
    report_line_begin(report, "acknowledged");
    print_numbers("sequences", json_member(whole, "acknowledged", &member) ? member : none);
    (void)printf(",");
    print_numbers("refused", json_member(whole, "refused", &member) ? member : none);
    report_line_end();
}
