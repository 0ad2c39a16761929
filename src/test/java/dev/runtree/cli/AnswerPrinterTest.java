package dev.runtree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.agent.AgentEvent;
import dev.runtree.agent.RunOutput;
import dev.runtree.agent.RunRef;
import dev.runtree.model.RunStatus;
import dev.runtree.model.SpanId;
import dev.runtree.model.Usage;
import dev.runtree.settings.RuntreeHome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AnswerPrinterTest {
    private static final SpanId ROOT = new SpanId("0".repeat(31) + "1", "0".repeat(15) + "1");
    private static final RunRef LEADER = new RunRef(ROOT, null, "leader", "Leader");
    private static final RunRef MEMBER =
            new RunRef(new SpanId(ROOT.traceId(), "0".repeat(15) + "2"), ROOT.runId(), "member", "Member");

    @Test
    void another_program_reads_only_the_answer() {
        assertThat(printed(null, "the answer")).isEqualTo("the answer\n");
    }

    @Test
    void somebody_who_watches_sees_where_an_attempt_began_anew_and_no_members() {
        assertThat(printed(80, "the answer")).isEqualTo("the\nthe answer\n");
    }

    @Test
    void an_answer_that_came_from_a_member_is_shown_at_the_end() {
        assertThat(printed(80, "from a member")).isEqualTo("the\nthe answer\nfrom a member\n");
    }

    private static String printed(@Nullable Integer columns, String content) {
        var captured = new Captured(columns, false);
        var printer = new AnswerPrinter(
                new Program(captured.terminal(), new RuntreeHome(Path.of("nowhere")), new NoScreens()));
        printer.tell(new AgentEvent.TextDelta(MEMBER, "mine"));
        printer.tell(new AgentEvent.TextDelta(LEADER, "the"));
        printer.tell(new AgentEvent.ModelRetried(LEADER, 1, 1, Duration.ZERO, "overloaded"));
        printer.tell(new AgentEvent.TextDelta(LEADER, "the "));
        printer.tell(new AgentEvent.TextDelta(LEADER, "answer"));
        printer.end(new RunOutput(
                ROOT,
                null,
                "leader",
                null,
                null,
                null,
                "x",
                content,
                RunStatus.OK,
                null,
                List.of(),
                Usage.NONE,
                1,
                Instant.EPOCH,
                Duration.ZERO,
                CompletableFuture.completedFuture(null)));
        return captured.out();
    }
}
