package dev.runtree.ui.detail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Message;
import dev.runtree.model.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a model call saw that the one before did not. Messages are written as a letter for the role and a word. */
class ComparisonTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            it goes on                     | s:be-kind u:hello             | s:be-kind u:hello a:hi u:more     | KKNN   |
            the same again, a retry        | s:be-kind u:hello             | s:be-kind u:hello                 | KK     |
            a window slides                | s:be-kind u:one a:two u:three | s:be-kind u:three a:four          | KKN    | 12
            compacted                      | s:be-kind u:one a:two u:xyz   | s:be-kind u:summary-of-all a:new  | KNN    | 123
            the system's words change      | s:be-kind u:hello             | s:never-mind u:hello a:hi         | CKN    |
            a message is edited            | u:go-to-berlin-on-monday a:x  | u:go-to-berlin-on-friday a:x      | CK     |
            two change places              | u:one u:two u:three           | u:one u:three u:two               | KKM    |
            told first, then something new | u:hello                       | u:hello u:hello                   | KN     |
            all of it is other             | s:be-kind u:one               | s:be-kind u:zzz                   | KN     | 1
            a first call                   |                               | s:be-kind u:one                   | NN     |
            nothing is left                | s:be-kind u:one               |                                   |        | 01
            """)
    void tells_what_has_become_of_each_message(String what, String before, String now, String fates, String gone) {
        var comparison = Comparison.of(messages(before), messages(now));
        assertThat(comparison.lines().stream()
                        .map(line -> line.fate().name().substring(0, 1))
                        .collect(Collectors.joining()))
                .as(what)
                .isEqualTo(fates == null ? "" : fates);
        assertThat(comparison.gone().stream().map(String::valueOf).collect(Collectors.joining()))
                .as(what)
                .isEqualTo(gone == null ? "" : gone);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            s:be-kind u:one     | s:be-kind u:one a:x | true
            s:be-kind u:one     | s:be-kind u:zzz     | false
            s:be-kind           | s:be-kind u:one     | true
            u:one               | s:be-kind           | false
                                | u:one               | false
            """)
    void another_conversation_shares_nothing_but_instructions(String before, String now, boolean one) {
        var earlier = messages(before);
        var later = messages(now);
        assertThat(Comparison.areOneConversation(earlier, later, Comparison.of(earlier, later)))
                .isEqualTo(one);
    }

    @Test
    void a_call_is_the_same_whatever_its_id_and_layout_and_reasoning() {
        var before = new Message("assistant", null, List.of(new Part.ToolCall("call_1", "f", "{\"a\":1,\"b\":[2]}")));
        var now = new Message(
                "assistant",
                null,
                List.of(new Part.Reasoning("hm"), new Part.ToolCall(null, "f", "{ \"a\": 1, \"b\": [ 2 ] }")));
        assertThat(Comparison.of(List.of(before), List.of(now)).onlyAdds()).isTrue();
        var other = new Message("assistant", null, List.of(new Part.ToolCall("call_1", "f", "{\"a\":1.0,\"b\":[2]}")));
        assertThat(Comparison.of(List.of(before), List.of(other)).onlyAdds()).isFalse();
    }

    @Test
    void a_result_that_was_cleared_is_a_change_of_the_same_result() {
        var before = new Message("tool", null, List.of(new Part.ToolResult("call_1", "f", "a long result")));
        var now = new Message("tool", null, List.of(new Part.ToolResult("call_1", "f", "[cleared]")));
        var comparison = Comparison.of(List.of(before), List.of(now));
        assertThat(comparison.lines()).containsExactly(new Comparison.Line(Comparison.Fate.CHANGED, 0));
    }

    @Test
    void ten_thousand_other_messages_are_compared_in_one_walk() {
        var before = many(0, 10_000);
        var now = new ArrayList<>(many(5_000, 10_000));
        now.addFirst(Message.text("system", "new"));
        var comparison = Comparison.of(before, now);
        assertThat(comparison.gone()).hasSize(5_000);
        assertThat(comparison.fresh()).isEqualTo(5_001);
    }

    private static List<Message> many(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> Message.text(i % 2 == 0 ? "user" : "assistant", "message " + i))
                .toList();
    }

    private static List<Message> messages(String words) {
        return words == null
                ? List.of()
                : Arrays.stream(words.strip().split("\\s+"))
                        .map(word -> Message.text(
                                switch (word.charAt(0)) {
                                    case 's' -> "system";
                                    case 'u' -> "user";
                                    default -> "assistant";
                                },
                                word.substring(2)))
                        .toList();
    }
}
