package dev.runtree.ui.background;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.store.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.util.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Questions that are asked again and again while their answers take their time. */
@Tag("fx")
class LatestTest {
    private final Toolkit toolkit = Toolkit.headless();
    private final Background background = toolkit.call(Background::new);
    private final Latest latest = toolkit.call(() -> new Latest(background, Duration.millis(20)));
    private final List<Asked> asked = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();

    /** A question that is answered when the test says so. */
    private static final class Asked implements Query<String> {
        private final CompletableFuture<String> answer = new CompletableFuture<>();

        @Override
        public String fetch() {
            return answer.join();
        }

        @Override
        public void cancel() {
            answer.cancel(false);
        }
    }

    @Test
    void changesThatNeverEndKeepNoAnswerBack() {
        again();
        again();
        await(() -> asked.size() == 1);
        for (int i = 0; i < 10; i++) {
            again();
        }
        asked.getFirst().answer.complete("first");
        await(() -> asked.size() == 2);
        asked.getLast().answer.complete("second");
        settle();
        assertThat(answers).containsExactly("first", "second");
        assertThat(asked).as("one more question for all that changed meanwhile").hasSize(2);
    }

    @Test
    void aNewQuestionIsNotEndedByChangesAndEndsTheOneBefore() {
        again();
        await(() -> asked.size() == 1);
        toolkit.call(() -> {
            latest.askNow(question(), answers::add, failure -> {});
            return true;
        });
        again();
        assertThat(asked.getFirst().answer).isCancelled();
        asked.getLast().answer.complete("of the new filter");
        await(() -> asked.size() == 3);
        asked.getLast().answer.complete("and again");
        settle();
        assertThat(answers).containsExactly("of the new filter", "and again");
    }

    @Test
    void whatFailsOrIsEndedElsewhereIsAskedAgain() {
        again();
        await(() -> asked.size() == 1);
        asked.getFirst().answer.cancel(false);
        settle();
        again();
        await(() -> asked.size() == 2);
        asked.getLast().answer.complete("answered");
        settle();
        assertThat(answers).containsExactly("answered");
    }

    @Test
    void nothingIsHeardOfWhatIsForgotten() {
        again();
        await(() -> asked.size() == 1);
        again();
        toolkit.call(() -> {
            latest.cancel();
            return true;
        });
        settle();
        assertThat(answers).isEmpty();
        assertThat(asked).hasSize(1);
    }

    private void again() {
        toolkit.call(() -> {
            latest.again(this::question, answers::add, failure -> {});
            return true;
        });
    }

    private Asked question() {
        asked.add(new Asked());
        return asked.getLast();
    }

    private void settle() {
        Quiet.of(background).orTimeout(60, TimeUnit.SECONDS).join();
    }

    private void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!toolkit.call(condition::getAsBoolean)) {
            assertThat(System.nanoTime()).as("asked " + asked.size()).isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
