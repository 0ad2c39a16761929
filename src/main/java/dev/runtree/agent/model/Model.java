package dev.runtree.agent.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import dev.langchain4j.model.output.FinishReason;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.run.RunStopped;
import dev.runtree.agent.secret.Secrets;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A language model that an agent can talk to. Safe for use by several threads. */
public final class Model {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final String provider;
    private final String name;
    private final ChatModel whole;
    private final StreamingChatModel streaming;
    private final boolean saysWhyItEnds;
    private final Secrets secrets;

    private Model(
            String provider,
            String name,
            ChatModel whole,
            StreamingChatModel streaming,
            boolean saysWhyItEnds,
            Secrets secrets) {
        this.provider = provider;
        this.name = name;
        this.whole = whole;
        this.streaming = streaming;
        this.saysWhyItEnds = saysWhyItEnds;
        this.secrets = secrets;
    }

    /**
     * Any model of LangChain4j. A call whose run is ended has its thread interrupted.
     *
     * @param provider OpenTelemetry's {@code gen_ai.provider.name}, such as {@code openai}
     * @param name what the provider calls it
     * @param whole gives answers in one piece
     * @param streaming gives answers piece by piece; the same model
     */
    public static Model of(String provider, String name, ChatModel whole, StreamingChatModel streaming) {
        return new Model(provider, name, whole, streaming, false, Secrets.none());
    }

    /**
     * One whose server is known to say of every complete answer why it ended.
     *
     * @param secrets its key and what is secret in its address
     */
    static Model known(String provider, String name, ChatModel whole, StreamingChatModel streaming, Secrets secrets) {
        return new Model(provider, name, whole, streaming, true, secrets);
    }

    public String provider() {
        return provider;
    }

    public String name() {
        return name;
    }

    /** Its key and what is secret in its address, so that no error repeats them. */
    public Secrets secrets() {
        return secrets;
    }

    /** Whether its server can be told the JSON schema of the answer. */
    public boolean takesSchemas() {
        return whole.supportedCapabilities().contains(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
    }

    /**
     * Waits for the whole answer, on this thread.
     *
     * @param text is handed the answer's text piece by piece meanwhile, on this thread; {@code null} to ask for it in one piece
     * @param cancellation breaks the call off: the connection is closed
     * @throws ModelFailure when there is none
     * @throws RunStopped when it was broken off
     */
    public Answer answer(ChatRequest request, @Nullable Consumer<String> text, Cancellation cancellation) {
        return answer(request, text, null, cancellation);
    }

    /**
     * The same.
     *
     * @param thoughts is handed what the model thinks, piece by piece, where {@code text} is given and its server tells that;
     *     {@code null} for nobody
     */
    public Answer answer(
            ChatRequest request,
            @Nullable Consumer<String> text,
            @Nullable Consumer<String> thoughts,
            Cancellation cancellation) {
        cancellation.check();
        var call = new HttpCall(cancellation);
        try {
            return complete(call.during(() -> text == null
                    ? inOnePiece(request)
                    : stream(request, text, thoughts == null ? thought -> {} : thoughts, cancellation)));
        } catch (RunStopped e) {
            throw e;
        } catch (RuntimeException e) {
            cancellation.check();
            throw ModelFailure.of(e, call.retryAfter(), secrets);
        }
    }

    private Answer inOnePiece(ChatRequest request) {
        var response = whole.chat(request);
        return new Answer(response, Tokens.of(response.tokenUsage()), null);
    }

    private Answer stream(
            ChatRequest request, Consumer<String> text, Consumer<String> thoughts, Cancellation cancellation) {
        var stream = new AnswerStream(cancellation);
        streaming.chat(request, stream);
        var answer = stream.follow(text, thoughts);
        if (saysWhyItEnds && answer.response().finishReason() == null) {
            throw ModelFailure.cutOff();
        }
        return answer;
    }

    private static Answer complete(Answer answer) {
        var message = answer.response().aiMessage();
        if (message.hasToolExecutionRequests()
                || (message.text() != null && !message.text().isBlank())) {
            return answer;
        }
        var refusal = refusal(answer.response());
        if (refusal != null) {
            throw ModelFailure.refused(refusal, null);
        }
        if (answer.response().finishReason() == FinishReason.CONTENT_FILTER) {
            throw ModelFailure.filtered();
        }
        return answer;
    }

    /** In a stream LangChain4j passes a refusal over. */
    private static @Nullable String refusal(ChatResponse response) {
        if (!(response.metadata() instanceof OpenAiChatResponseMetadata said) || said.rawServerSentEvents() == null) {
            return null;
        }
        var words = said.rawServerSentEvents().stream()
                .filter(event -> event.data().contains("\"refusal\""))
                .map(event -> refusal(event.data()))
                .collect(Collectors.joining());
        return words.isEmpty() ? null : words;
    }

    private static String refusal(String event) {
        try {
            return MAPPER.readTree(event).findValues("refusal").stream()
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::textValue)
                    .collect(Collectors.joining());
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    /** As it is written in files and on the command line: {@code provider:name}. */
    @Override
    public String toString() {
        return provider + ":" + name;
    }
}
