package dev.runtree.agent.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runtree.agent.Agent;
import dev.runtree.agent.AgentOs;
import dev.runtree.agent.RunRequest;
import dev.runtree.agent.model.Models;
import dev.runtree.agent.run.ToolUse;
import dev.runtree.model.RunStatus;
import dev.runtree.store.ApprovalFilter;
import dev.runtree.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Calls of an MCP server's tool that somebody has to approve. */
@Timeout(60)
final class McpApprovalTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    @Test
    void whoDecidesIsToldWhatTheServerSaysOfItsToolAndTheCallIsMadeAfterARestart() throws Exception {
        Files.writeString(folder.resolve("adder.yaml"), """
            model: adder-1
            answers:
              - when: {step: 1}
                call: [{id: c1, tool: add, arguments: {a: 2, b: 2}}]
              - text: "It is ${result}."
            """);
        try (var server = TestMcpServer.http(folder)) {
            String run;
            String approval;
            try (var os = open(server)) {
                var paused = os.run("adder", RunRequest.of("What is two and two?"));
                assertThat(paused.status()).isEqualTo(RunStatus.PAUSED);
                run = paused.runId();
                var listed = os.approvals()
                        .list(ApprovalFilter.PENDING.ofRun(run), 5, null)
                        .fetch()
                        .approvals();
                assertThat(listed).hasSize(1);
                approval = listed.getFirst().id();
            }
            try (var os = open(server)) {
                var asked = os.approvals().approval(approval).fetch().orElseThrow();
                assertThat(asked.tool()).isEqualTo("add");
                assertThat(asked.description()).isEqualTo("Adds two numbers");
                var schema = new JsonMapper().readTree(asked.schema());
                assertThat(schema.at("/properties/a/minimum").asInt(-1)).isZero();
                assertThat(schema.at("/$defs/N/type").asText()).isEqualTo("integer");

                os.approvals().approve(approval, "bo", "{\"a\":2,\"b\":3}", null);
                var output = Objects.requireNonNull(os.goOn(run, null));
                assertThat(output.content()).isEqualTo("It is 5.");
                assertThat(output.toolCalls()).extracting(ToolUse::errorType).containsOnlyNulls();
            }
        }
    }

    private AgentOs open(TestMcpServer server) {
        return AgentOs.builder()
                .agents(Agent.builder("adder")
                        .model(new Models(folder, Map.of()).open("scripted:adder.yaml"))
                        .mcp(McpServer.http(server.url()).confirm("add").build())
                        .build())
                .db(db.database())
                .takesUp(false)
                .build();
    }
}
