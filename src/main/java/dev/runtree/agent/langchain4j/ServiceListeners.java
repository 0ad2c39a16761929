package dev.runtree.agent.langchain4j;

import dev.langchain4j.observability.api.event.AiServiceCompletedEvent;
import dev.langchain4j.observability.api.event.AiServiceErrorEvent;
import dev.langchain4j.observability.api.event.AiServiceEvent;
import dev.langchain4j.observability.api.event.AiServiceRequestIssuedEvent;
import dev.langchain4j.observability.api.event.AiServiceResponseReceivedEvent;
import dev.langchain4j.observability.api.event.AiServiceStartedEvent;
import dev.langchain4j.observability.api.event.InputGuardrailExecutedEvent;
import dev.langchain4j.observability.api.event.OutputGuardrailExecutedEvent;
import dev.langchain4j.observability.api.event.ToolExecutedEvent;
import dev.langchain4j.observability.api.listener.AiServiceListener;
import java.util.List;
import java.util.function.Consumer;

/** A listener for each kind of event of an AI service. */
final class ServiceListeners {
    private ServiceListeners() {}

    private record On<T extends AiServiceEvent>(Class<T> type, Consumer<T> then) implements AiServiceListener<T> {
        @Override
        public Class<T> getEventClass() {
            return type;
        }

        @Override
        public void onEvent(T event) {
            then.accept(event);
        }
    }

    static List<AiServiceListener<?>> of(Invocations all) {
        return List.of(
                new On<>(AiServiceStartedEvent.class, all::started),
                new On<>(
                        AiServiceRequestIssuedEvent.class,
                        event -> all.asks(event.invocationContext(), event.request())),
                new On<>(
                        AiServiceResponseReceivedEvent.class,
                        event -> all.of(event.invocationContext()).ifPresent(one -> one.answered(event.response()))),
                new On<>(
                        ToolExecutedEvent.class,
                        event -> all.of(event.invocationContext()).ifPresent(one -> one.toolCalled(event))),
                new On<>(
                        InputGuardrailExecutedEvent.class,
                        event -> all.of(event.invocationContext()).ifPresent(one -> one.guarded(event, "pre"))),
                new On<>(
                        OutputGuardrailExecutedEvent.class,
                        event -> all.of(event.invocationContext()).ifPresent(one -> one.guarded(event, "post"))),
                new On<>(
                        AiServiceCompletedEvent.class,
                        event -> all.end(event.invocationContext())
                                .ifPresent(one -> one.ended(event.result().orElse(null)))),
                new On<>(
                        AiServiceErrorEvent.class,
                        event -> all.end(event.invocationContext()).ifPresent(one -> one.failed(event.error()))));
    }
}
