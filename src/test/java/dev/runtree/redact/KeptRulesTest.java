package dev.runtree.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class KeptRulesTest {
    private static final KeptRules NONE = KeptRules.of(Map.of());
    private static final RuleEntry BOOKING = new RuleEntry("booking", "BX-\\d+", "", true);

    @Test
    void rulesAreKeptAsChoices() {
        var choices = Map.of(
                "redaction.off", "iban,phone,host",
                "redaction.own.booking", "BX-\\d+",
                "redaction.as.booking", "BX-00000",
                "redaction.own.host", "[a-z]+\\.internal",
                "redaction.content", "on");
        var kept = KeptRules.of(choices);
        assertThat(kept.choices()).isEqualTo(choices);
        assertThat(kept.builtIn()).containsExactlyInAnyOrder(BuiltIn.KEY, BuiltIn.CARD, BuiltIn.EMAIL);
        assertThat(kept.rules().own()).extracting(OwnRule::name).containsExactly("booking");
        assertThat(kept.rules().dropContent()).isTrue();
        assertThat(KeptRules.of(Map.of("window.zoom", "1.2"))).isEqualTo(NONE);
        assertThat(NONE.choices()).isEmpty();
        assertThat(NONE.rules()).isEqualTo(RedactionRules.DEFAULT);
    }

    @Test
    void changesTakeBackWhatIsNoMore() {
        var before = NONE.plus(BOOKING).with(BuiltIn.PHONE, false);
        var after = before.without(BOOKING).plus(BOOKING.withName("ticket").withOn(false));
        assertThat(after.over(before))
                .isEqualTo(Map.of(
                        "redaction.own.booking", "",
                        "redaction.own.ticket", "BX-\\d+",
                        "redaction.off", "phone,ticket"));
    }

    @Test
    void aReplacementStandsThereLetterForLetterAndIsEscapedInJson() {
        var rules = NONE.plus(new RuleEntry("booking", "no\\. (\\d+)", "$1 \"gone\"", true))
                .rules();
        assertThat(new Redaction(rules).text("booked no. 17 and no. 18"))
                .isEqualTo("booked no. $1 \"gone\" and no. $1 \"gone\"");
        assertThat(new Redaction(rules).json("{\"a\":\"no. 17\",\"b\":2}"))
                .isEqualTo("{\"a\":\"no. $1 \\\"gone\\\"\",\"b\":2}");
    }

    @Test
    void aRuleThatIsOffCanBeNamedAndAWrongOneStopsAllThatWouldHaveUsedIt() {
        var off = NONE.plus(BOOKING.withOn(false));
        assertThat(new Redaction(off.rules()).text("BX-1")).isEqualTo("BX-1");
        assertThat(new Redaction(off.only("booking")).text("BX-1")).isEqualTo("<booking 1>");

        var wrong = KeptRules.of(Map.of("redaction.own.bad", "a(b"));
        assertThatThrownBy(wrong::rules)
                .hasMessageStartingWith("The redaction rule \"bad\" is no regular expression: ")
                .hasMessageEndingWith(" of a(b");
        var switchedOff = new KeptRules(
                Set.of(), wrong.own().stream().map(entry -> entry.withOn(false)).toList(), false);
        assertThat(switchedOff.rules().isNone()).isTrue();
        assertThatThrownBy(() -> switchedOff.only("bad")).isInstanceOf(BadRule.class);
    }

    @Test
    void whatIsWrongWithARuleIsToldAtItsPlace() {
        bad(new RuleEntry("x", "a(b", "", true), BadRule.Part.EXPRESSION, 3);
        bad(new RuleEntry("x", "a{2,1}b", "", true), BadRule.Part.EXPRESSION, 5);
        bad(new RuleEntry("x", "", "", true), BadRule.Part.EXPRESSION, -1);
        bad(new RuleEntry("", "a", "", true), BadRule.Part.NAME, -1);
        bad(new RuleEntry("a,b", "a", "", true), BadRule.Part.NAME, -1);
        bad(new RuleEntry("Email", "a", "", true), BadRule.Part.NAME, -1);
        bad(new RuleEntry("all", "a", "", true), BadRule.Part.NAME, -1);
        bad(new RuleEntry("x", "a", "b".repeat(81), true), BadRule.Part.REPLACEMENT, -1);
        var taken = NONE.plus(BOOKING);
        assertThatThrownBy(() -> taken.plus(BOOKING)).hasMessageContaining("already");
    }

    private static void bad(RuleEntry entry, BadRule.Part part, int at) {
        assertThatThrownBy(() -> NONE.plus(entry))
                .asInstanceOf(InstanceOfAssertFactories.type(BadRule.class))
                .satisfies(bad -> {
                    assertThat(bad.part()).isEqualTo(part);
                    assertThat(bad.at()).isEqualTo(at);
                });
    }
}
