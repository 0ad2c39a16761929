package dev.runtree.agent.model;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.FinishReason;
import dev.runtree.model.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A model that answers from a {@link Script}: the same conversation always gets the same answer. */
final class ScriptedModel {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(user|result|\\d)\\}");
    private static final Pattern WORD = Pattern.compile("\\S*\\s*");

    private final Script script;

    private ScriptedModel(Script script) {
        this.script = script;
    }

    static Model open(Script script) {
        var model = new ScriptedModel(script);
        return Model.of("scripted", script.model(), model.whole(), model.streaming());
    }

    private ChatModel whole() {
        return new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
                var turn = turn(request);
                pause(turn.reply().delay());
                turn.fail();
                return turn.response();
            }
        };
    }

    private StreamingChatModel streaming() {
        return new StreamingChatModel() {
            @Override
            public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
                Thread.ofVirtual().name("scripted-model").start(() -> stream(request, handler));
            }
        };
    }

    private void stream(ChatRequest request, StreamingChatResponseHandler handler) {
        try {
            var turn = turn(request);
            pause(turn.reply().delay());
            if (turn.reply().reasoning() != null) {
                handler.onPartialThinking(new PartialThinking(turn.reply().reasoning()));
            }
            for (var word : words(turn.text())) {
                handler.onPartialResponse(word);
                pause(turn.reply().pace());
            }
            turn.fail();
            handler.onCompleteResponse(turn.response());
        } catch (RuntimeException e) {
            handler.onError(e);
        }
    }

    private static List<String> words(@Nullable String text) {
        return text == null
                ? List.of()
                : WORD.matcher(text)
                        .results()
                        .map(word -> word.group())
                        .filter(word -> !word.isEmpty())
                        .toList();
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LangChain4jException("interrupted while the scripted model was answering", e);
        }
    }

    private Turn turn(ChatRequest request) {
        var now = Situation.of(request.messages());
        var line = script.answer(now)
                .orElseThrow(() -> new LangChain4jException("the script " + script.file()
                        + " has no answer for turn " + now.turn() + ", step " + now.step() + ", user \"" + now.user()
                        + "\"" + (now.results().isEmpty() ? "" : ", result \"" + beginning(now.result()) + "\"")));
        return new Turn(script, request, now, line);
    }

    private static String beginning(String text) {
        return text.length() <= 120 ? text : text.substring(0, 120) + "... (" + text.length() + " characters)";
    }

    /** One answer in the making. */
    private record Turn(Script script, ChatRequest request, Situation now, Script.Line line) {

        Reply reply() {
            return line.reply();
        }

        void fail() {
            var failure = reply().failure();
            if (failure != null) {
                throw failure.status() == null
                        ? new LangChain4jException(failure.message())
                        : new HttpException(failure.status(), failure.message());
            }
        }

        ChatResponse response() {
            var message = AiMessage.builder()
                    .text(text())
                    .thinking(reply().reasoning())
                    .toolExecutionRequests(calls())
                    .build();
            return ChatResponse.builder()
                    .id("script-" + now.turn() + "-" + now.step())
                    .modelName(script.model())
                    .aiMessage(message)
                    .tokenUsage(tokens())
                    .finishReason(finish())
                    .build();
        }

        @Nullable String text() {
            var text = reply().text();
            return text == null ? null : filled(text, UnaryOperator.identity());
        }

        private String filled(String text, UnaryOperator<String> form) {
            var match = line.when().userMatch(now);
            return PLACEHOLDER.matcher(text).replaceAll(found -> {
                var name = found.group(1);
                return Matcher.quoteReplacement(form.apply(
                        switch (name) {
                            case "user" -> now.user();
                            case "result" -> now.result();
                            default ->
                                match.filter(groups -> groups.groupCount() >= Integer.parseInt(name))
                                        .map(groups -> groups.group(Integer.parseInt(name)))
                                        .orElse("");
                        }));
            });
        }

        private List<ToolExecutionRequest> calls() {
            var calls = new ArrayList<ToolExecutionRequest>();
            for (var call : reply().calls()) {
                var made = "call_" + now.turn() + "_" + now.step() + "_" + (calls.size() + 1);
                calls.add(ToolExecutionRequest.builder()
                        .id(call.id() == null ? made : call.id())
                        .name(call.tool())
                        .arguments(filled(call.arguments(), Turn::insideJson))
                        .build());
            }
            return calls;
        }

        private static String insideJson(String text) {
            return new String(JsonStringEncoder.getInstance().quoteAsString(text));
        }

        private FinishReason finish() {
            var told = reply().finish();
            return told != null ? told : reply().calls().isEmpty() ? FinishReason.STOP : FinishReason.TOOL_EXECUTION;
        }

        private OpenAiTokenUsage tokens() {
            var usage = reply().usage() == null ? reckoned() : reply().usage();
            var tokens = OpenAiTokenUsage.builder()
                    .inputTokenCount(narrow(usage.input()))
                    .outputTokenCount(narrow(usage.output()));
            if (usage.cached() != null) {
                tokens.inputTokensDetails(OpenAiTokenUsage.InputTokensDetails.builder()
                        .cachedTokens(narrow(usage.cached()))
                        .build());
            }
            if (usage.reasoning() != null) {
                tokens.outputTokensDetails(OpenAiTokenUsage.OutputTokensDetails.builder()
                        .reasoningTokens(narrow(usage.reasoning()))
                        .build());
            }
            return tokens.build();
        }

        /** Four characters a token, as a rule of thumb says. */
        private Usage reckoned() {
            var input = request.messages().stream()
                    .mapToLong(message -> message.toString().length())
                    .sum();
            var text = text();
            var output = (text == null ? 0 : text.length())
                    + reply().calls().stream()
                            .mapToInt(call -> call.arguments().length())
                            .sum();
            return Usage.of(Math.max(1, input / 4), Math.max(1, output / 4));
        }

        private static @Nullable Integer narrow(@Nullable Long number) {
            return number == null ? null : Math.toIntExact(number);
        }
    }
}
