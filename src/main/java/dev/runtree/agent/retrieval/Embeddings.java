package dev.runtree.agent.retrieval;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.ollama.OllamaEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.runtree.agent.secret.Secrets;
import dev.runtree.agent.trace.StepSpan;
import dev.runtree.model.SpanKind;
import dev.runtree.yaml.Nearest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A model that turns texts into vectors. Safe for use by several threads. */
public final class Embeddings {
    private static final List<String> PROVIDERS = List.of("openai", "ollama");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Texts in one request. */
    private static final int BATCH = 64;

    private final String provider;
    private final String name;
    private final EmbeddingModel model;
    private final Secrets secrets;

    private Embeddings(String provider, String name, EmbeddingModel model, Secrets secrets) {
        this.provider = provider;
        this.name = name;
        this.model = model;
        this.secrets = secrets;
    }

    /**
     * Any embedding model of LangChain4j.
     *
     * @param provider OpenTelemetry's {@code gen_ai.provider.name}, such as {@code openai}
     * @param name what the provider calls it
     */
    public static Embeddings of(String provider, String name, EmbeddingModel model) {
        return new Embeddings(provider, name, model, Secrets.none());
    }

    /**
     * @param text {@code openai:text-embedding-3-small} (also for any server that speaks OpenAI's language, named by
     *     OPENAI_BASE_URL) or {@code ollama:nomic-embed-text}
     * @param environment where keys and addresses are taken from, as of {@link System#getenv()}
     * @throws RetrievalFailure when the text names none or a key is missing
     */
    public static Embeddings open(String text, Map<String, String> environment) {
        var colon = text.indexOf(':');
        var provider = colon < 0 ? text : text.substring(0, colon);
        var name = colon < 0 ? "" : text.substring(colon + 1).strip();
        if (!PROVIDERS.contains(provider) || name.isEmpty()) {
            throw new RetrievalFailure(
                    "\"" + text + "\" names no embedding model: it has to be PROVIDER:NAME, with one of "
                            + String.join(", ", PROVIDERS) + Nearest.hint(provider, PROVIDERS));
        }
        var isOpenAi = provider.equals("openai");
        return new Embeddings(
                provider,
                name,
                isOpenAi ? openAi(name, environment) : ollama(name, environment),
                Secrets.of(Map.of("OPENAI_API_KEY", environment.getOrDefault("OPENAI_API_KEY", "")))
                        .andOfUrl(setting(environment, isOpenAi ? "OPENAI_BASE_URL" : "OLLAMA_BASE_URL")));
    }

    private static EmbeddingModel openAi(String name, Map<String, String> environment) {
        var url = setting(environment, "OPENAI_BASE_URL");
        var key = setting(environment, "OPENAI_API_KEY");
        if (key == null && url == null) {
            throw new RetrievalFailure("openai:" + name + " needs a key: set the environment variable OPENAI_API_KEY"
                    + " (and OPENAI_BASE_URL for a server of your own)");
        }
        return OpenAiEmbeddingModel.builder()
                .baseUrl(url)
                .apiKey(key == null ? "none" : key)
                .modelName(name)
                .maxRetries(1)
                .timeout(PATIENCE)
                .build();
    }

    private static EmbeddingModel ollama(String name, Map<String, String> environment) {
        var url = setting(environment, "OLLAMA_BASE_URL");
        return OllamaEmbeddingModel.builder()
                .baseUrl(url == null ? "http://127.0.0.1:11434" : url)
                .modelName(name)
                .maxRetries(1)
                .timeout(PATIENCE)
                .build();
    }

    private static @Nullable String setting(Map<String, String> environment, String variable) {
        var value = environment.get(variable);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** {@code provider:name}. */
    @Override
    public String toString() {
        return provider + ":" + name;
    }

    /**
     * The vectors of texts, in their order.
     *
     * @param parent the step beneath which it is recorded
     * @throws RetrievalFailure when the model fails
     */
    List<float[]> of(List<String> texts, StepSpan parent) {
        var step = parent.step(SpanKind.EMBEDDING, name)
                .set("gen_ai.operation.name", "embeddings")
                .set("gen_ai.provider.name", provider)
                .set("gen_ai.request.model", name)
                .set("runtree.embedding.texts", texts.size());
        try {
            var vectors = new ArrayList<float[]>();
            long tokens = 0;
            for (var from = 0; from < texts.size(); from += BATCH) {
                var segments = texts.subList(from, Math.min(from + BATCH, texts.size())).stream()
                        .map(TextSegment::from)
                        .toList();
                var answer = model.embedAll(segments);
                answer.content().forEach(embedding -> vectors.add(embedding.vector()));
                var usage = answer.tokenUsage();
                tokens += usage == null || usage.inputTokenCount() == null ? 0 : usage.inputTokenCount();
            }
            if (vectors.size() != texts.size()) {
                throw new RetrievalFailure("it gave " + vectors.size() + " vectors for " + texts.size() + " texts");
            }
            if (tokens > 0) {
                step.set("gen_ai.usage.input_tokens", tokens);
            }
            step.set("gen_ai.embeddings.dimension.count", vectors.isEmpty() ? 0 : vectors.getFirst().length)
                    .end();
            return vectors;
        } catch (RuntimeException e) {
            var line = "the embedding model " + this + " failed: " + secrets.hideInError(line(e));
            var told = secrets.hide(e);
            step.fail(e.getClass().getName(), line, told);
            throw new RetrievalFailure(line, told);
        }
    }

    private static String line(Throwable problem) {
        var message = problem.getMessage();
        return message == null || message.isBlank()
                ? problem.getClass().getSimpleName()
                : message.strip().replaceAll("\\s+", " ");
    }
}
