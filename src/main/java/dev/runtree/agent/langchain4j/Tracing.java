package dev.runtree.agent.langchain4j;

import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.observability.api.listener.AiServiceListener;
import dev.runtree.agent.trace.Recorder;
import dev.runtree.pricing.Prices;
import dev.runtree.store.Database;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.List;

/**
 * Records a plain LangChain4j application in a database:
 *
 * <pre>{@code
 * var tracing = Tracing.to(database);
 * var model = OpenAiChatModel.builder()....listeners(List.of(tracing.listener())).build();
 * var assistant = AiServices.builder(Assistant.class).chatModel(model).tools(new Tools())
 *         .registerListeners(tracing.serviceListeners()).build();
 * }</pre>
 *
 * With the model's listener alone each call is a run of its own (of type {@code call}), or a step of the run or the host
 * application's span in which it is made. With those of a service, each call of one of its methods is a run of an agent that
 * is named after the interface, with the calls of models, tools and guardrails beneath it. Both together record each call
 * once. Safe for use by several threads.
 */
public final class Tracing implements AutoCloseable {
    private final Recorder recorder;
    private final Invocations invocations;

    private Tracing(Recorder recorder) {
        this.recorder = recorder;
        this.invocations = new Invocations(recorder);
    }

    /**
     * Records into a database, which is left open.
     *
     * @param exporters get copies of what is stored
     */
    public static Tracing to(Database database, SpanExporter... exporters) {
        return new Tracing(Recorder.to(database, Prices.builtIn(), List.of(exporters), false));
    }

    /** For any number of models, streaming or not. */
    public ChatModelListener listener() {
        return new ModelListener(recorder, invocations);
    }

    /** For any number of AI services. */
    public List<AiServiceListener<?>> serviceListeners() {
        return ServiceListeners.of(invocations);
    }

    /** Writes what has ended, and stops. */
    @Override
    public void close() {
        recorder.close();
    }
}
