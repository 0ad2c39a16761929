package dev.runtree.agent;

import dev.runtree.agent.mcp.McpFailure;
import dev.runtree.agent.mcp.McpServer;
import dev.runtree.agent.retrieval.Asking;
import dev.runtree.agent.retrieval.Knowledge;
import dev.runtree.agent.retrieval.RetrievalFailure;
import dev.runtree.agent.tool.AgentTool;
import dev.runtree.agent.trace.StepSpan;
import dev.runtree.store.Database;
import java.time.Duration;
import java.util.List;

/**
 * What an agent has from elsewhere: the tools of MCP servers, which are known once those run, and what it knows.
 *
 * @param servers in the order in which their tools get their names
 * @param knowledge of which some is told before the model is asked; what the model looks up itself is among the tools as well
 */
public record Sources(List<McpServer> servers, List<Knowledge> knowledge) {
    /** For servers that take their whole time one after the other, and then some. */
    private static final Duration MORE = Duration.ofSeconds(5);

    static final Sources NONE = new Sources(List.of(), List.of());

    public Sources {
        servers = List.copyOf(servers);
        knowledge = List.copyOf(knowledge);
    }

    /**
     * The tools of an agent with those of its servers, which are started when they are not there.
     *
     * @throws RunFailure when one cannot be started
     */
    List<AgentTool> tools(List<AgentTool> own, StepSpan run, RunThread thread) {
        var limit = servers.stream()
                .map(McpServer::startTimeout)
                .reduce(MORE, (sum, each) -> sum.plus(each.multipliedBy(2)));
        try {
            return thread.have("mcp", limit, () -> started(own, run));
        } catch (McpFailure e) {
            throw RunFailure.ofSource(e.type(), String.valueOf(e.getMessage()), e);
        } catch (TookTooLong e) {
            throw RunFailure.ofSource("mcp_timeout", "the MCP servers did not start within " + e.limit(), e);
        }
    }

    private List<AgentTool> started(List<AgentTool> own, StepSpan run) {
        try {
            return McpServer.beside(own, servers, run);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return own;
        }
    }

    /**
     * The question with what is known of it before it.
     *
     * @param limit how long looking for it may take
     * @throws RunFailure when it cannot be found
     */
    String told(String question, StepSpan run, RunThread thread, Duration limit) {
        if (knowledge.stream().noneMatch(each -> each.mode() == Knowledge.Mode.ALWAYS)) {
            return question;
        }
        try {
            return thread.have("knowledge", limit, () -> Asking.told(question, knowledge, run));
        } catch (RetrievalFailure e) {
            throw RunFailure.ofSource("retrieval_failed", String.valueOf(e.getMessage()), e);
        } catch (TookTooLong e) {
            throw RunFailure.ofSource("timeout", "what the agent knows was not found within " + e.limit(), e);
        }
    }

    /** Whether calls of a server's tool have to be approved. */
    boolean asksForApproval() {
        return servers.stream().anyMatch(McpServer::asksForApproval);
    }

    /** Where vectors are kept that name no database of their own. */
    void offer(Database database) {
        knowledge.forEach(each -> each.offer(database));
    }

    void close() {
        servers.forEach(McpServer::close);
        knowledge.forEach(Knowledge::close);
    }
}
