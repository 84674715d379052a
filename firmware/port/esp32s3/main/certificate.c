#include "certificate.h"

#include <string.h>

#include "mbedtls/oid.h"

#define DAYS_TO_1970 719468

static bool read_name(const mbedtls_x509_crt *certificate, char name[CRYPTO_NAME_BYTES])
{
    const mbedtls_x509_name *part = &certificate->subject;
    while (part != NULL && MBEDTLS_OID_CMP(MBEDTLS_OID_AT_CN, &part->oid) != 0) {
        part = part->next;
    }
    if (part == NULL || part->val.len >= CRYPTO_NAME_BYTES) {
        return false;
    }
    memcpy(name, part->val.p, part->val.len);
    name[part->val.len] = '\0';
    return strlen(name) == part->val.len;
}

static bool read_serial(const mbedtls_x509_crt *certificate, char serial[CRYPTO_SERIAL_BYTES])
{
    static const char digits[] = "0123456789abcdef";
    size_t written = 0;
    for (size_t at = 0; at < 2u * certificate->serial.len; at++) {
        unsigned byte = certificate->serial.p[at / 2u];
        char digit = digits[at % 2u == 0 ? byte >> 4 : byte & 15u];
        if (written == 0 && digit == '0') {
            continue;
        }
        if (written + 1u >= CRYPTO_SERIAL_BYTES) {
            return false;
        }
        serial[written++] = digit;
    }
    serial[written] = '\0';
    return written != 0;
}

/* Days since 1970 of a Gregorian date; years begin in March here, so that February's end is the year's. */
static int64_t days_of(int64_t year, int64_t month, int64_t day)
{
    int64_t shifted = month > 2 ? year : year - 1;
    int64_t era = shifted / 400;
    int64_t of_era = shifted - era * 400;
    int64_t of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - DAYS_TO_1970;
}

bool certificate_facts(const mbedtls_x509_crt *certificate, struct certificate_facts *facts)
{
    const mbedtls_x509_time *end = &certificate->valid_to;
    int64_t minutes = (days_of(end->year, end->mon, end->day) * 24 + end->hour) * 60 + end->min;
    int64_t seconds = minutes * 60 + end->sec;
    facts->ends_s = seconds < 0 ? 0 : (uint64_t)seconds;
    return read_name(certificate, facts->common_name) && read_serial(certificate, facts->serial);
}
