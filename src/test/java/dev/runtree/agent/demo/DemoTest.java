package dev.runtree.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.agent.RunOutput;
import dev.runtree.model.RunStatus;
import dev.runtree.query.RunFilter;
import dev.runtree.store.RunQueries;
import dev.runtree.testing.TestDatabase;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class DemoTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @Test
    void the_desk_makes_the_runs_of_its_story() {
        var lines = new ArrayList<String>();

        var outputs = Demo.run(db.database(), lines::add);

        assertThat(outputs).hasSize(15);
        assertThat(lines).hasSize(15);
        assertThat(new RunQueries(db.database())
                        .count(RunFilter.ALL, 100)
                        .fetch()
                        .runs())
                .isEqualTo(15);
        assertThat(outputs).filteredOn(RunOutput::failed).hasSize(2);
        assertThat(outputs).anyMatch(DemoTest::isWrongTrip);
        assertThat(outputs)
                .flatExtracting(RunOutput::toolCalls)
                .anyMatch(call -> call.result().length() > 150_000)
                .anyMatch(call -> "java.lang.IllegalStateException".equals(call.errorType()))
                .anyMatch(call -> "invalid_arguments".equals(call.errorType()));
    }

    private static boolean isWrongTrip(RunOutput output) {
        return output.status() == RunStatus.OK
                && output.content().contains("12 April 2027")
                && output.toolCalls().size() == 2
                && "DATE_IN_PAST".equals(output.toolCalls().getFirst().errorType());
    }
}
