package dev.runtree.agent.retrieval;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.runtree.agent.tool.AgentTool;
import dev.runtree.agent.tool.ArgumentSchema;
import dev.runtree.agent.tool.BadArguments;
import dev.runtree.agent.tool.ToolContext;
import dev.runtree.agent.tool.ToolResult;
import org.jspecify.annotations.Nullable;

/** Lets a model look something up. */
final class SearchTool implements AgentTool {
    /** More at once fill a model's window and help nobody. */
    private static final int MOST = 50;

    private final Knowledge knowledge;
    private final ToolSpecification specification;
    private final ArgumentSchema schema;

    SearchTool(Knowledge knowledge) {
        this.knowledge = knowledge;
        var description = knowledge.description();
        this.specification = ToolSpecification.builder()
                .name("search_" + word(knowledge.name()))
                .description(
                        description == null
                                ? "Finds passages in " + knowledge.name()
                                        + ". Name in the query the words that the answer" + " is likely to have."
                                : description)
                .parameters(JsonObjectSchema.builder()
                        .addStringProperty("query", "What to look for")
                        .addIntegerProperty("k", "How many passages at most; " + knowledge.k() + " unless given")
                        .required("query")
                        .additionalProperties(false)
                        .build())
                .build();
        this.schema = ArgumentSchema.of(specification);
    }

    /** As every provider takes it in the name of a tool. */
    private static String word(String name) {
        var word = name.strip().replaceAll("[^A-Za-z0-9_-]+", "_");
        return word.length() <= 50 ? word : word.substring(0, 50);
    }

    @Override
    public ToolSpecification specification() {
        return specification;
    }

    @Override
    public boolean isReadOnly() {
        return true;
    }

    @Override
    public ToolResult.@Nullable Failed refusal(String arguments) {
        return schema.refusal(arguments);
    }

    @Override
    public ToolResult call(String arguments, ToolContext context) {
        try {
            var given = schema.read(arguments);
            var k = Math.clamp(given.path("k").asLong(knowledge.k()), 1, MOST);
            var found = knowledge.search(given.path("query").asText(), k, context.span());
            return new ToolResult.Done(KnowledgeText.of(knowledge.name(), found));
        } catch (BadArguments e) {
            return ArgumentSchema.refused(e);
        } catch (RetrievalFailure e) {
            return new ToolResult.Failed("retrieval_failed", String.valueOf(e.getMessage()), e);
        }
    }
}
