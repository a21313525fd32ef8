/* cosign.key, cosign.ask, cosign.add: what fits, and what adoption waits for. Whether signatures hold is no question for a draft. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "draft/cosigning.h"
#include "support/sitting.h"

#define KEY "plenaria-MX-1+867537f6+AaQRqm6ClBcPrK1UrzJpBu/Y1+bkhFkHDARrgXHvH41t"

static const char *const approve[] = {
    "[{'type':'item.status','item':'a','status':'agreed','below':true},"
    "{'type':'item.status','item':'b','status':'agreed','below':true},"
    "{'type':'item.status','item':'d','status':'agreed','below':true}]",
    "[{'type':'item.status','item':'a','status':'approved','below':true},"
    "{'type':'item.status','item':'b','status':'approved','below':true},"
    "{'type':'item.status','item':'d','status':'approved','below':true}]",
};

static enum status make_known(struct sitting *sitting, const char *fields)
{
    char ask[200];
    snprintf(ask, sizeof ask, "[{'type':'cosign.key','key':'" KEY "'%s}]", fields);
    return sitting_ask(sitting, ROLE_DELEGATION, ask);
}

static struct sitting open_approved(void)
{
    struct sitting sitting = sitting_open();
    assert_int_equal(make_known(&sitting, ""), STATUS_OK);
    for (size_t i = 0; i < sizeof approve / sizeof *approve; i++)
        assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, approve[i]), STATUS_OK);
    return sitting;
}

/* As the server does, when the signature holds. */
static enum status add(struct sitting *sitting, uint64_t of, size_t signature_len)
{
    char ask[500], signature[200] = "";
    memset(signature, 'A', signature_len);
    snprintf(ask, sizeof ask, "[{'type':'cosign.add','seq':%llu,'key':'" KEY "','signature':'%s'}]",
             (unsigned long long)of, signature);
    return sitting_serve_for(sitting, "delegation", 2000, ask);
}

static void test_a_key_has_the_form_of_one(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    static const char *const keys[] = {
        "",
        "a",
        "+867537f6+AaQRqm6ClBcPrK1UrzJpBu/Y1+bkhFkHDARrgXHvH41t",
        "a+867537F6+AaQRqm6ClBcPrK1UrzJpBu/Y1+bkhFkHDARrgXHvH41t",
        "a+867537f6+AaQRqm6ClBcPrK1UrzJpBu/Y1+bkhFkHDARrgXHvH41",
        "a+867537f6+BKQRqm6ClBcPrK1UrzJpBu/Y1+bkhFkHDARrgXHvH41t",
        "a b+867537f6+AaQRqm6ClBcPrK1UrzJpBu/Y1+bkhFkHDARrgXHvH41t",
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        char ask[200];
        snprintf(ask, sizeof ask, "[{'type':'cosign.key','key':'%s'}]", keys[i]);
        assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, ask), STATUS_BAD_OP);
    }
    assert_int_equal(make_known(&sitting, ",'ended':true"), STATUS_BAD_OP);
    assert_int_equal(make_known(&sitting, ""), STATUS_OK);
    assert_int_equal(make_known(&sitting, ""), STATUS_EXISTS);
    assert_int_equal(make_known(&sitting, ",'ended':true"), STATUS_OK);
    assert_int_equal(make_known(&sitting, ",'ended':true"), STATUS_BAD_OP);
    sitting_close(&sitting);
}

static void test_a_delegation_has_so_many_devices(void **state)
{
    (void)state;
    struct sitting sitting = sitting_open();
    for (int i = 0; i <= COSIGNERS_OF_DELEGATION; i++) {
        char ask[200];
        snprintf(ask, sizeof ask, "[{'type':'cosign.key','key':'k%d%s'}]", i,
                 "+867537f6+AaQRqm6ClBcPrK1UrzJpBu/Y1+bkhFkHDARrgXHvH41t");
        assert_int_equal(sitting_ask(&sitting, ROLE_DELEGATION, ask),
                         i < COSIGNERS_OF_DELEGATION ? STATUS_OK : STATUS_LIMIT);
    }
    sitting_close(&sitting);
}

static void test_adoption_waits_and_the_snapshot_tells(void **state)
{
    (void)state;
    struct sitting sitting = open_approved();
    const char *adopt = "[{'type':'draft.adopt'}]",
               *open = "[{'type':'item.status','item':'a','status':'open'}]";
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'cosign.ask','delegations':['MX']}]"),
                     STATUS_OK);
    uint64_t of = draft_seq(sitting.draft);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, adopt), STATUS_LOCKED);
    assert_string_equal(sitting.refusal.message,
                        "Wait until these have cosigned, or let them go with a reason: MX.");
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, open), STATUS_LOCKED);
    assert_int_equal(
        sitting_ask(&sitting, ROLE_DELEGATION,
                    "[{'type':'comment.add','comment':'k','item':'a','parent':null,'text':'Sure?'}]"),
        STATUS_OK);
    assert_int_equal(
        sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'version.add','version':'v','name':'Final'}]"),
        STATUS_OK);
    assert_int_equal(add(&sitting, of - 1, COSIGNATURE_LEN), STATUS_BAD_OP);
    assert_int_equal(add(&sitting, of, COSIGNATURE_LEN - 1), STATUS_BAD_OP);
    assert_int_equal(add(&sitting, of, COSIGNATURE_LEN), STATUS_OK);
    assert_int_equal(add(&sitting, of, COSIGNATURE_LEN), STATUS_EXISTS);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, adopt), STATUS_OK);
    const char *asked = sitting_snapshot_from(&sitting, "\"cosigning\":");
    assert_non_null(strstr(asked, "\"cosigning\":{\"of\":5,\"delegations\":[\"MX\"],\"by\":\"chair\""));
    assert_non_null(strstr(asked, "\"cosignatures\":[{\"of\":5,\"key\":\"" KEY "\",\"signature\":\"AAAA"));
    sitting_close(&sitting);
}

static void test_who_has_not_cosigned_is_let_go_with_a_reason_alone(void **state)
{
    (void)state;
    struct sitting sitting = open_approved();
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'cosign.ask','delegations':['MX']}]"),
                     STATUS_OK);
    const char *nobody = "[{'type':'cosign.ask','delegations':[]}]";
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, nobody), STATUS_BAD_OP);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'cosign.ask','delegations':[],'note':' '}]"),
                     STATUS_BAD_OP);
    assert_int_equal(add(&sitting, draft_seq(sitting.draft), COSIGNATURE_LEN), STATUS_OK);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, nobody), STATUS_OK); /* who has is not let go */
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, nobody), STATUS_BAD_OP);
    assert_int_equal(sitting_ask(&sitting, ROLE_CHAIR, "[{'type':'item.status','item':'a','status':'open'}]"),
                     STATUS_OK);
    sitting_close(&sitting);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_key_has_the_form_of_one),
        cmocka_unit_test(test_a_delegation_has_so_many_devices),
        cmocka_unit_test(test_adoption_waits_and_the_snapshot_tells),
        cmocka_unit_test(test_who_has_not_cosigned_is_let_go_with_a_reason_alone),
    };
    return cmocka_run_group_tests_name("cosign", tests, NULL, NULL);
}
