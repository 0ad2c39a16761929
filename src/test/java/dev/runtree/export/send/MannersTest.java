package dev.runtree.export.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MannersTest {
    private static final long HOURS = TimeUnit.HOURS.toNanos(1);

    private final AtomicBoolean isWriting = new AtomicBoolean(true);
    private final AtomicBoolean mayGoOn = new AtomicBoolean(true);
    private final AtomicInteger percent = new AtomicInteger(100);
    private final Manners manners = new Manners(mayGoOn::get, isWriting::get, () -> percent.get() / 100.0);

    @Test
    void copiesWaitUntilWhatComesInIsStored() throws InterruptedException {
        assertWaitsUntil(() -> isWriting.set(false));
    }

    @Test
    void copiesWaitNoLongerThanThereIsTooLittleTime() throws InterruptedException {
        assertWaitsUntil(() -> percent.set(50));
    }

    @Test
    void whoIsToEndDoesNotWait() throws InterruptedException {
        assertWaitsUntil(() -> mayGoOn.set(false));
    }

    @Test
    void theyAreNotHeldUpForEver() throws InterruptedException {
        // Returns, although nothing changes.
        assertThat(manners.giveWay(TimeUnit.MILLISECONDS.toNanos(1))).isTrue();
    }

    private void assertWaitsUntil(Runnable changes) throws InterruptedException {
        var gaveWay = new CountDownLatch(1);
        var copying = Thread.ofVirtual().start(() -> {
            try {
                if (manners.giveWay(HOURS)) {
                    gaveWay.countDown();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().until(() -> copying.getState() == Thread.State.TIMED_WAITING);
        assertThat(gaveWay.getCount()).isOne();
        changes.run();
        assertThat(gaveWay.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
