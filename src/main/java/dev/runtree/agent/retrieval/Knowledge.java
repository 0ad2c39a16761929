package dev.runtree.agent.retrieval;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runtree.agent.tool.AgentTool;
import dev.runtree.agent.trace.StepSpan;
import dev.runtree.model.SpanKind;
import dev.runtree.store.Database;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an agent knows, and how it comes by it. Safe for use by several threads.
 *
 * <pre>{@code
 * Knowledge handbook = Knowledge.folder(Path.of("docs")).name("handbook").k(5).build();
 * Agent agent = Agent.builder("desk").model(model).knowledge(handbook).build();
 * }</pre>
 */
public final class Knowledge implements AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Retriever retriever;
    private final int k;
    private final Mode mode;
    private final @Nullable String description;

    /** Who decides that something is looked for. */
    public enum Mode {
        /** The model, by a tool {@code search_NAME}. */
        AGENTIC,
        /** Nobody: what fits the question is told to the model before it is asked. */
        ALWAYS
    }

    Knowledge(Retriever retriever, int k, Mode mode, @Nullable String description) {
        this.retriever = retriever;
        this.k = k;
        this.mode = mode;
        this.description = description;
    }

    /** What stands in the text files of a folder, or in one file. */
    public static KnowledgeBuilder folder(Path folder) {
        return new KnowledgeBuilder(folder, null);
    }

    /** What another retriever finds. */
    public static KnowledgeBuilder of(Retriever retriever) {
        return new KnowledgeBuilder(null, retriever);
    }

    /** What people and models call it. */
    public String name() {
        return retriever.name();
    }

    public Mode mode() {
        return mode;
    }

    /** What the model is told of it; {@code null} for what is told of any. */
    @Nullable String description() {
        return description;
    }

    /** How many documents are looked for. */
    int k() {
        return k;
    }

    /** The tool by which a model looks something up. */
    public AgentTool tool() {
        return new SearchTool(this);
    }

    /** Where vectors are kept, unless another database was named. */
    public void offer(Database database) {
        if (retriever instanceof LateRetriever late) {
            late.offer(database);
        }
    }

    /**
     * Looks something up, as a step of its own.
     *
     * @param parent the step that asks
     * @throws RetrievalFailure when it cannot be told; the step tells it as well
     */
    public List<Document> search(String query, int most, StepSpan parent) {
        var step = parent.step(SpanKind.RETRIEVAL, retriever.store())
                .set("gen_ai.operation.name", "retrieval")
                .set("gen_ai.data_source.id", name())
                .set("gen_ai.request.top_k", most)
                .set("gen_ai.retrieval.query.text", query);
        try {
            var found = retriever.search(query, most, step);
            step.set("runtree.retrieval.store", retriever.store()).set("gen_ai.retrieval.documents", json(found));
            step.end();
            return found;
        } catch (RetrievalFailure e) {
            step.fail("retrieval_failed", String.valueOf(e.getMessage()), e);
            throw e;
        } catch (RuntimeException e) {
            step.fail(e.getClass().getName(), String.valueOf(e.getMessage()), e);
            throw new RetrievalFailure("the search in " + name() + " failed: " + e.getMessage(), e);
        } catch (Throwable e) {
            step.fail(e.getClass().getName(), String.valueOf(e.getMessage()), e);
            throw e;
        }
    }

    private static String json(List<Document> found) {
        var array = MAPPER.createArrayNode();
        for (var document : found) {
            var object = array.addObject().put("id", document.id()).put("content", document.content());
            object.put("score", Double.parseDouble(String.format(Locale.ROOT, "%.6f", document.score())));
            var metadata = object.putObject("metadata");
            document.metadata().forEach(metadata::put);
        }
        return array.toString();
    }

    @Override
    public void close() {
        retriever.close();
    }
}
