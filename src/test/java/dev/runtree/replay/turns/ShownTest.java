package dev.runtree.replay.turns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Message;
import dev.runtree.model.Part;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How the history of a turn is recognised and made anew, whatever shape an SDK gave it. */
class ShownTest {
    private static final Message SYSTEM = Message.text("system", "You find flights.");
    private static final Message CALL =
            new Message("assistant", null, List.of(new Part.ToolCall("c1", "search", "{\"day\":3}")));
    private static final Message RESULT =
            new Message("tool", null, List.of(new Part.ToolResult("c1", "search", "506")));

    private final List<Exchange> recorded = List.of(
            exchange("To Lisbon", "It costs 506 euros in all."),
            exchange("Really?", "Yes."),
            exchange("And back?", "Yes."));
    private final List<Exchange> now = List.of(
            exchange("To Lisbon", "It costs 179 euros in all."),
            exchange("Really?", "No."),
            exchange("And back?", "No, never."));

    private static Exchange exchange(String question, String answer) {
        return new Exchange(Set.of(question), Set.of(answer), List.of(CALL, RESULT, assistant(answer)));
    }

    private static Message user(String text) {
        return Message.text("user", text);
    }

    private static Message assistant(String text) {
        return Message.text("assistant", text);
    }

    private Shown shown(Message... messages) {
        return Shown.of(Arrays.asList(messages), recorded);
    }

    @Test
    void answers_alone_are_replaced_by_answers_and_calls_by_calls() {
        var shown = shown(
                SYSTEM,
                user("To Lisbon"),
                CALL,
                RESULT,
                assistant("It costs 506 euros in all."),
                user("Really?"),
                assistant(" Yes.\n"),
                user("Book it"));
        assertThat(shown.turns()).containsExactly(1, 2);
        assertThat(shown.unknown()).isZero();
        assertThat(shown.with(now))
                .containsExactly(
                        SYSTEM,
                        user("To Lisbon"),
                        CALL,
                        RESULT,
                        assistant("It costs 179 euros in all."),
                        user("Really?"),
                        assistant("No."),
                        user("Book it"));
    }

    @Test
    void of_equal_answers_the_question_tells_which_and_a_history_may_begin_later() {
        var shown = shown(SYSTEM, user("And back?"), assistant("Yes."), user("Book it"));
        assertThat(shown.turns()).containsExactly(3);
        assertThat(shown.with(now)).contains(assistant("No, never."));
        assertThat(shown(user("?"), assistant("Yes."), user("!"), assistant("Yes."), user("Book it"))
                        .turns())
                .as("with other words for the questions, in their order")
                .containsExactly(2, 3);
    }

    @Test
    void results_in_the_users_name_are_no_questions() {
        var result = new Message("user", null, List.of(new Part.ToolResult("c1", null, "506")));
        var shown = shown(user("To Lisbon"), CALL, result, assistant("It costs 506 euros in all."), user("Book it"));
        assertThat(shown.turns()).containsExactly(1);
        assertThat(shown.with(now))
                .containsExactly(
                        user("To Lisbon"), CALL, RESULT, assistant("It costs 179 euros in all."), user("Book it"));
    }

    @Test
    void what_is_of_no_turn_stays_and_is_counted() {
        var messages = List.of(
                SYSTEM,
                user("An example"),
                assistant("Its answer"),
                user("So far: It costs 506 euros in all. Go on."),
                assistant("Well"));
        var shown = Shown.of(messages, recorded);
        assertThat(shown.turns()).isEmpty();
        assertThat(shown.unknown()).isEqualTo(1);
        assertThat(shown.within(recorded)).containsExactly(1);
        assertThat(shown.with(now)).isEqualTo(messages);
        assertThat(shown(SYSTEM, user("Book it")).within(recorded)).isEmpty();
        var twice = List.of(recorded.getFirst(), exchange("Sure?", "It costs 506 euros in all."));
        assertThat(Shown.of(List.of(user("Sure?"), assistant("It costs 506 euros in all."), user("Yes")), twice)
                        .within(twice))
                .as("an answer that was given twice and is shown once")
                .isEmpty();
    }
}
