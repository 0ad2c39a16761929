package dev.runtree.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.alert.AlertState.Stage;
import dev.runtree.alert.Judgement.Change;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules and how it stands with them, without a database. */
class AlertRulesTest {
    private static final Instant START = Instant.parse("2026-11-27T02:00:00Z");
    private static final Reading MUCH = new Reading.Value(BigDecimal.valueOf(30));
    private static final Reading LITTLE = new Reading.Value(BigDecimal.ONE);

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
}
