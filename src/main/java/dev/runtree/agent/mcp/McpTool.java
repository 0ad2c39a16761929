package dev.runtree.agent.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.runtree.agent.tool.AgentTool;
import dev.runtree.agent.tool.ArgumentSchema;
import dev.runtree.agent.tool.BadArguments;
import dev.runtree.agent.tool.RawSchema;
import dev.runtree.agent.tool.ToolContext;
import dev.runtree.agent.tool.ToolPolicy;
import dev.runtree.agent.tool.ToolResult;
import org.jspecify.annotations.Nullable;

/** A tool of a server. */
final class McpTool implements AgentTool {
    private final McpServer server;
    private final String theirName;
    private final ToolSpecification specification;
    private final ArgumentSchema schema;
    private final ToolPolicy policy;
    private final boolean readOnly;

    private McpTool(
            McpServer server,
            String theirName,
            ToolSpecification specification,
            ArgumentSchema schema,
            ToolPolicy policy,
            boolean readOnly) {
        this.server = server;
        this.theirName = theirName;
        this.specification = specification;
        this.schema = schema;
        this.policy = policy;
        this.readOnly = readOnly;
    }

    /** @param told as the server tells it: name, description, inputSchema */
    static McpTool of(McpServer server, JsonNode told, ToolPolicy policy) {
        var name = told.path("name").asText();
        JsonNode schema = told.path("inputSchema").isObject()
                ? told.path("inputSchema")
                : JsonNodeFactory.instance.objectNode().put("type", "object");
        var description = told.path("description").asText(told.path("title").asText(""));
        var specification = ToolSpecification.builder()
                .name(ToolNames.fit(name))
                .description(server.hide(description))
                .parameters(RawSchema.of(schema))
                .build();
        return new McpTool(
                server,
                name,
                specification,
                ArgumentSchema.of(server.name() + "." + name, schema),
                policy,
                told.path("annotations").path("readOnlyHint").asBoolean(false));
    }

    /** The same under another name, for a model that has one of that name already. */
    McpTool named(String other) {
        return new McpTool(
                server, theirName, specification.toBuilder().name(other).build(), schema, policy, readOnly);
    }

    /** What the server calls it. */
    String theirName() {
        return theirName;
    }

    @Override
    public ToolSpecification specification() {
        return specification;
    }

    @Override
    public ToolPolicy policy() {
        return policy;
    }

    /** As its server says. */
    @Override
    public boolean isReadOnly() {
        return readOnly;
    }

    @Override
    public ToolResult.@Nullable Failed refusal(String arguments) {
        return schema.refusal(arguments);
    }

    @Override
    public ToolResult call(String arguments, ToolContext context) {
        context.span().set("runtree.mcp.server", server.name()).set("runtree.mcp.tool", theirName);
        try {
            return server.call(theirName, schema.read(arguments), context);
        } catch (BadArguments e) {
            return ArgumentSchema.refused(e);
        } catch (McpFailure e) {
            return new ToolResult.Failed(e.type(), String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ToolResult.Failed("cancelled", "the call was broken off", e);
        }
    }
}
