package dev.runtree.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.agent.tool.ToolFailure;
import org.junit.jupiter.api.Test;

final class BuiltInToolsTest {
    private final CalculatorTool calculator = new CalculatorTool();

    @Test
    void calculates_exactly() {
        assertThat(calculator.calculator("84.50 * 1.15")).isEqualTo("97.175");
        assertThat(calculator.calculator("2 + 3 * (4 - -1) / 2")).isEqualTo("9.5");
        assertThat(calculator.calculator("0.1+0.2")).isEqualTo("0.3");
    }

    @Test
    void refuses_what_is_no_arithmetic() {
        assertThatThrownBy(() -> calculator.calculator("2 +")).hasMessageContaining("the end was not expected");
        assertThatThrownBy(() -> calculator.calculator("2 x 3"))
                .isInstanceOf(ToolFailure.class)
                .hasMessage("NOT_ARITHMETIC: \"x\" was not expected at character 3 of \"2 x 3\"");
        assertThatThrownBy(() -> calculator.calculator("1/0")).hasMessageStartingWith("DIVISION_BY_ZERO");
        assertThatThrownBy(() -> calculator.calculator("(".repeat(5000))).hasMessageContaining("nested too deeply");
    }

    @Test
    void tells_the_time_where_it_is_asked_for() {
        assertThat(new ClockTool().clock("Europe/Lisbon")).endsWith("[Europe/Lisbon]");
        assertThatThrownBy(() -> new ClockTool().clock("Atlantis")).hasMessageStartingWith("UNKNOWN_ZONE");
    }
}
