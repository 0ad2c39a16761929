package dev.runtree.agent.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.FinishReason;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.model.Usage;
import dev.runtree.yaml.BadFile;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ScriptedModelTest {
    private static final Model MODEL = ScriptedModel.open(Script.parse("travel.yaml", """
            answers:
              - when: {user: "/to (\\\\w+)/", step: 1}
                call: [{tool: search, arguments: {city: "${1}", nights: 2}}]
                usage: {input: 412, output: 38, cached: 256, reasoning: 12}
              - when: {tool: search, result: sold out}
                text: "Nothing is left: ${result}"
              - when: {tool: search}
                text: "Found it."
              - when: {turn: 2}
                text: "Again?"
                finish: length
              - when: {user: break}
                text: "half an"
                error: {status: 503, message: overloaded}
            """));

    @Test
    void asks_for_a_tool_with_what_the_user_said() {
        var answer = answer(request(UserMessage.from("A trip to Lisbon")));

        var call = answer.response().aiMessage().toolExecutionRequests().getFirst();
        assertThat(call.name()).isEqualTo("search");
        assertThat(call.arguments()).isEqualTo("{\"city\":\"Lisbon\",\"nights\":2}");
        assertThat(answer.usage()).isEqualTo(new Usage(412L, 38L, 256L, null, 12L, null));
        assertThat(answer.response().finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
        assertThat(answer.response().modelName()).isEqualTo("travel");
    }

    @Test
    void answers_by_what_the_tool_said() {
        assertThat(afterSearch("3 rooms")).isEqualTo("Found it.");
        assertThat(afterSearch("sold out today")).isEqualTo("Nothing is left: sold out today");
    }

    private static Answer answer(ChatRequest request) {
        return MODEL.answer(request, null, new Cancellation());
    }

    private static String afterSearch(String result) {
        return answer(request(
                        UserMessage.from("A trip to Lisbon"),
                        AiMessage.from("..."),
                        ToolExecutionResultMessage.from("c1", "search", result)))
                .response()
                .aiMessage()
                .text();
    }

    @Test
    void streams_word_by_word_and_says_when_the_first_came() {
        var pieces = new ArrayList<String>();

        var answer = MODEL.answer(
                request(
                        UserMessage.from("A trip to Lisbon"),
                        AiMessage.from("..."),
                        ToolExecutionResultMessage.from("c1", "search", "3 rooms")),
                pieces::add,
                new Cancellation());

        assertThat(pieces).containsExactly("Found ", "it.");
        assertThat(answer.response().aiMessage().text()).isEqualTo("Found it.");
        assertThat(answer.firstChunk()).isNotNull();
    }

    @Test
    void breaks_in_the_middle_of_a_streamed_answer() {
        var pieces = new ArrayList<String>();

        assertThatThrownBy(() -> MODEL.answer(request(UserMessage.from("break")), pieces::add, new Cancellation()))
                .isInstanceOf(ModelFailure.class)
                .hasMessageContaining("overloaded");
        assertThat(pieces).containsExactly("half ", "an");
    }

    @Test
    void says_what_it_has_no_answer_for() {
        assertThatThrownBy(() -> answer(request(UserMessage.from("hello"))))
                .isInstanceOf(ModelFailure.class)
                .hasMessageContaining("the script travel.yaml has no answer for turn 1, step 1, user \"hello\"");
    }

    @Test
    void reckons_tokens_that_are_not_told() {
        var answer = answer(request(UserMessage.from("one"), AiMessage.from("two"), UserMessage.from("three")));

        assertThat(answer.usage().input()).isPositive();
        assertThat(answer.response().finishReason()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void a_mistake_in_a_script_is_told_with_line_and_column() {
        assertThatThrownBy(() -> Script.parse("s.yaml", "answers:\n  - when: {user: x, stepp: 1}\n    text: hi\n"))
                .isInstanceOf(BadFile.class)
                .hasMessage("s.yaml:2:21: unknown key \"stepp\"; did you mean \"step\"?"
                        + " (known: result, step, tool, turn, user)");
        assertThatThrownBy(() -> Script.parse("s.yaml", "answers:\n  - text: hi\n    delay: soon\n"))
                .hasMessage("s.yaml:3:12: a time such as 250ms, 1.5s, 2m, 3h or 7d was expected here, not \"soon\"");
        assertThatThrownBy(() -> Script.parse("s.yaml", "answers:\n  - delay: 1s\n"))
                .hasMessage("s.yaml:2:5: an answer has to have \"text\", \"call\" or \"error\"");
        assertThatThrownBy(() -> Script.parse("s.yaml", "answers:\n  - when: {user: \"/(/\"}\n    text: hi\n"))
                .hasMessageStartingWith("s.yaml:2:18: this is no regular expression");
    }

    private static ChatRequest request(ChatMessage... messages) {
        return ChatRequest.builder().messages(Arrays.asList(messages)).build();
    }
}
