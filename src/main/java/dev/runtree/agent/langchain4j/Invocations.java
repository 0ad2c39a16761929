package dev.runtree.agent.langchain4j;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.observability.api.event.AiServiceStartedEvent;
import dev.runtree.agent.trace.Recorder;
import dev.runtree.agent.trace.RunFacts;
import dev.runtree.model.SpanKind;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The calls of services that are going on. */
final class Invocations {
    /** What LangChain4j says where there is no memory. */
    private static final String NO_MEMORY = "default";

    /** The one that is about to ask a model on this thread. */
    private static final ThreadLocal<@Nullable Invocation> ASKING = new ThreadLocal<>();

    private final Recorder recorder;
    private final Map<UUID, Invocation> open = new ConcurrentHashMap<>();

    Invocations(Recorder recorder) {
        this.recorder = recorder;
    }

    void started(AiServiceStartedEvent event) {
        var context = event.invocationContext();
        var name = context.interfaceName().substring(context.interfaceName().lastIndexOf('.') + 1);
        var facts = new RunFacts(
                SpanKind.AGENT,
                context.interfaceName(),
                name.substring(name.lastIndexOf('$') + 1),
                null,
                null,
                event.systemMessage().map(message -> message.text()).orElse(null),
                text(event.userMessage()),
                null,
                session(context));
        open.put(context.invocationId(), new Invocation(recorder, recorder.start(facts, null)));
    }

    private static String text(UserMessage message) {
        return message.hasSingleText() ? message.singleText() : message.toString();
    }

    private static @Nullable String session(InvocationContext context) {
        var memory = context.chatMemoryId();
        return memory == null || memory.equals(NO_MEMORY) ? null : memory.toString();
    }

    Optional<Invocation> of(InvocationContext context) {
        return Optional.ofNullable(open.get(context.invocationId()));
    }

    /** It is over. */
    Optional<Invocation> end(InvocationContext context) {
        ASKING.remove();
        return Optional.ofNullable(open.remove(context.invocationId()));
    }

    void asks(InvocationContext context, ChatRequest request) {
        var invocation = open.get(context.invocationId());
        if (invocation != null) {
            invocation.asks(request, ModelListener.provider(context.modelProvider()));
            ASKING.set(invocation);
        }
    }

    /** Whether a model's call is one that a service makes on this thread, which records it. */
    boolean claims(ChatRequest request, String provider) {
        var invocation = ASKING.get();
        ASKING.remove();
        return invocation != null && open.containsValue(invocation) && invocation.claims(request, provider);
    }
}
