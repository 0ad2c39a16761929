package dev.runtree.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.alert.AlertState.Stage;
import dev.runtree.alert.Judgement.Change;
import dev.runtree.query.RunFilter;
import dev.runtree.settings.OwnerOnly;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.SignalFilter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules and how it stands with them, without a database. */
class AlertRulesTest {
    private static final Instant START = Instant.parse("2026-11-27T02:00:00Z");
    private static final Reading MUCH = new Reading.Value(BigDecimal.valueOf(30));
    private static final Reading LITTLE = new Reading.Value(BigDecimal.ONE);

    @TempDir
    Path folder;

    private static AlertRule rule(Figure figure, String limit, Duration lasting, long least) {
        return new AlertRule(
                "a",
                figure,
                true,
                AlertRule.limit(figure, limit),
                Duration.ofHours(1),
                lasting,
                "",
                least,
                false,
                List.of(),
                false);
    }

    private static Instant after(int minutes) {
        return START.plus(Duration.ofMinutes(minutes));
    }

    @Test
    void what_is_over_in_a_silence_is_told_once_after_it() {
        var rule = rule(Figure.COST, "$20", Duration.ZERO, 1);
        var fires = Judgement.of(rule, AlertState.fresh(rule, START), MUCH, START);
        assertThat(fires.told()).isEqualTo(Change.FIRING);
        var over = Judgement.of(rule, fires.state().silenced(after(3)), LITTLE, after(1));
        assertThat(over.state().stage()).isEqualTo(Stage.OK);
        assertThat(over.told()).isNull();
        var later = Judgement.of(rule, over.state(), LITTLE, after(4));
        assertThat(later.told()).isEqualTo(Change.RESOLVED);
        assertThat(Alarm.of(rule, later.state(), Change.RESOLVED, "here").since())
                .isEqualTo(after(1));
        assertThat(Judgement.of(rule, later.state(), LITTLE, after(5)).told()).isNull();
    }

    @Test
    void of_a_clock_that_was_set_back_nothing_is_taken_to_have_lasted() {
        var rule = rule(Figure.COST, "$20", Duration.ofMinutes(5), 1);
        var pending = Judgement.of(rule, AlertState.fresh(rule, START), MUCH, START);
        var back = Judgement.of(rule, pending.state(), MUCH, after(-60));
        assertThat(back.state().since()).isEqualTo(after(-60));
    }

    @Test
    void a_command_reads_plain_numbers() {
        assertThat(json(Figure.COST, "$20")).contains("\"above\":20,\"value\":500000,");
        assertThat(json(Figure.TOKENS, "500k")).contains("\"above\":500000,");
    }

    private static String json(Figure figure, String limit) {
        return new Alarm(rule(figure, limit, Duration.ZERO, 1), Alarm.Kind.TRIAL, START, new BigDecimal("5E+5"), "here")
                .json();
    }

    @Test
    void what_is_resumed_or_put_anew_within_one_look_begins_anew_but_a_silence_stays() {
        var home = new RuntreeHome(folder);
        var rules = new AlertRules(home);
        var states = new AlertStates(home, "one");
        var rule = rule(Figure.COST, "$20", Duration.ZERO, 1);
        rules.add(rule);
        states.update(none -> Map.of("a", fires(rule).silenced(after(60))));
        rules.pause("a");
        rules.replace("a", rule);
        assertThat(rules.named("a").isPaused()).as("as it was").isTrue();
        rules.resume("a");
        assertThat(states.all().get("a"))
                .returns(Stage.OK, AlertState::stage)
                .returns(after(60), AlertState::silencedUntil);
        rules.remove("a");
        assertThat(states.all()).isEmpty();
    }

    private static AlertState fires(AlertRule rule) {
        return Judgement.of(rule, AlertState.fresh(rule, START), MUCH, START).state();
    }

    @Test
    void states_that_cannot_be_read_are_begun_anew_and_rules_with_nulls_are_one_clear_line() throws IOException {
        var home = new RuntreeHome(folder);
        var states = new AlertStates(home, "one");
        for (var broken :
                List.of("{\"one\":{\"a\":{\"since\":\"soon\"}}}", "{\"one\":{\"a\":null}}", "{\"one\":null}")) {
            OwnerOnly.write(home.alertStatesFile(), broken);
            assertThat(states.all()).as(broken).isEmpty();
            states.update(known -> Map.of("b", fires(rule(Figure.COST, "$20", Duration.ZERO, 1))));
            assertThat(states.all()).containsOnlyKeys("b");
        }
        for (var broken : List.of(
                "null", "[null]", "[{\"name\":\"a\",\"figure\":\"p90\",\"above\":\"1s\",\"command\":[null]}]")) {
            OwnerOnly.write(home.alertsFile(), broken);
            assertThatThrownBy(() -> new AlertRules(home).list())
                    .as(broken)
                    .isInstanceOf(BadAlert.class)
                    .hasMessageContaining("Mend the file");
        }
    }

    @Test
    void what_would_not_be_read_back_or_means_nothing_is_refused() {
        assertThatThrownBy(() -> rule(Figure.TOKENS, "999999999999999999m", Duration.ZERO, 1))
                .hasMessageContaining("too large");
        assertThatThrownBy(() -> rule(Figure.COST, "$1", Duration.ZERO, 20)).hasMessageContaining("no least number");
        for (var text : List.of("many", "2.5", "-1", "")) {
            assertThatThrownBy(() -> AlertRule.least(text)).as(text).isInstanceOf(BadAlert.class);
        }
        assertThat(AlertRule.least(" 1k ")).isEqualTo(1_000);
        for (var filter : List.of("-since:1h", "(since:1h OR user:a)")) {
            assertThatThrownBy(() -> SignalFilter.scope(RunFilter.parse(filter), START, after(60)))
                    .as(filter)
                    .hasMessageContaining("\"since:1h\" cannot be asked for here");
        }
    }
}
