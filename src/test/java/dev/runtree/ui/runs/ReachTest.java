package dev.runtree.ui.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.store.RunOrder;
import dev.runtree.store.RunPage.Place;
import org.junit.jupiter.api.Test;

class ReachTest {
    private static final Place NEXT = new Place(7, null);

    private final Reach reach = new Reach();

    @Test
    void aListThatIsThereAtOnceTellsNothing() {
        reach.begin(false, RunOrder.NEWEST_FIRST);
        assertThat(reach.add(100, 0, NEXT, 100)).isFalse();
        assertThat(reach.reachedProperty().get().isTold()).isFalse();
    }

    @Test
    void onePageThatIsNotFullIsToldOfUntilTheFilterChanges() {
        reach.begin(false, RunOrder.NEWEST_FIRST);
        assertThat(reach.add(3, 2_000, NEXT, 100)).isTrue();
        assertThat(reach.reachedProperty().get())
                .isEqualTo(new Reached(true, 2_000, null, 7L, RunOrder.NEWEST_FIRST, true));
        assertThat(reach.add(40, 8_000, NEXT, 100)).isTrue();
        assertThat(reach.add(0, 500, null, 100)).isFalse();
        assertThat(reach.reachedProperty().get().isTold()).isTrue();
        assertThat(reach.reachedProperty().get().isEnd()).isTrue();
        assertThat(reach.reachedProperty().get().runs()).isEqualTo(10_500);

        reach.begin(false, RunOrder.NEWEST_FIRST);
        assertThat(reach.reachedProperty().get()).isEqualTo(Reached.NOWHERE);
    }

    @Test
    void goesOnUntilEnoughWereFoundSinceTheReaderAskedForMore() {
        reach.begin(true, RunOrder.NEWEST_FIRST);
        assertThat(reach.reachedProperty().get().goesOn()).isTrue();
        assertThat(reach.add(60, 10, NEXT, 100)).isTrue();
        assertThat(reach.add(60, 10, NEXT, 100)).isFalse();
        reach.seek();
        assertThat(reach.add(60, 10, NEXT, 100)).isTrue();
    }

    @Test
    void endedItGoesNoFurtherAndCanBeTakenUpAgain() {
        reach.begin(false, RunOrder.OLDEST_FIRST);
        reach.add(0, 100, NEXT, 100);
        reach.stop();
        assertThat(reach.reachedProperty().get().goesOn()).isFalse();
        assertThat(reach.reachedProperty().get().isEnd()).isFalse();
        assertThat(reach.add(0, 100, NEXT, 100)).isFalse();
        reach.goOn();
        assertThat(reach.add(0, 100, NEXT, 100)).isTrue();
    }
}
