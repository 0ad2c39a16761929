package dev.runtree.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls of models go on side by side, whatever one of them or the application around them is waiting for. */
@Timeout(60)
final class CallsAtOnceTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final int MORE_THAN_CORES = 4 * Runtime.getRuntime().availableProcessors();

    private final CountDownLatch over = new CountDownLatch(1);
    private ModelServer server;
    private AgentOs agentOs;

    @BeforeEach
    void open() throws IOException {
        server = new ModelServer();
        agentOs = AgentOs.builder().db(db.database()).build();
    }

    @AfterEach
    void close() throws IOException {
        over.countDown();
        agentOs.close();
        server.close();
    }

    @Test
    void streams_that_stand_still_hold_up_nothing() throws Exception {
        var begun = new CountDownLatch(MORE_THAN_CORES);
        for (var i = 0; i < MORE_THAN_CORES; i++) {
            server.then((in, out) -> {
                ModelServer.begin(out, "Once");
                over.await();
                ModelServer.write(out, ModelServer.event("{}", "\"stop\"") + "data: [DONE]\n\n");
            });
        }
        var agent = Agent.builder("a").model(server.model()).build();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var streamed = new ArrayList<Future<RunOutput>>();
            for (var i = 0; i < MORE_THAN_CORES; i++) {
                streamed.add(threads.submit(() -> agentOs.run(agent, RunRequest.of("Go"), event -> {
                    if (event instanceof AgentEvent.TextDelta) {
                        begun.countDown();
                    }
                })));
            }
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

            server.says("Meanwhile");
            assertThat(agentOs.run(agent, RunRequest.of("Go")).content()).isEqualTo("Meanwhile");

            over.countDown();
            for (var each : streamed) {
                assertThat(each.get(20, TimeUnit.SECONDS).content()).isEqualTo("Once");
            }
        }
    }

    @Test
    void an_application_that_blocks_the_common_pool_holds_up_nothing() throws Exception {
        for (var i = 0; i < MORE_THAN_CORES; i++) {
            var _ = ForkJoinPool.commonPool().submit(() -> over.await(60, TimeUnit.SECONDS));
        }
        server.says("Here").then((in, out) -> {
            ModelServer.begin(out, "And here");
            ModelServer.write(out, ModelServer.event("{}", "\"stop\"") + "data: [DONE]\n\n");
        });
        var agent = Agent.builder("a").model(server.model()).build();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var whole = threads.submit(() -> agentOs.run(agent, RunRequest.of("Go")));
            assertThat(whole.get(20, TimeUnit.SECONDS).content()).isEqualTo("Here");
            var streamed = threads.submit(() -> agentOs.run(agent, RunRequest.of("Go"), event -> {}));
            assertThat(streamed.get(20, TimeUnit.SECONDS).content()).isEqualTo("And here");
        }
    }
}
