package dev.runtree.ui.runs;

import static dev.runtree.testing.Fixtures.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunMergeTest {

    @Test
    void tells_what_began_and_what_changed() {
        var shown = List.of(run(2, 20, false), run(1, 10, true));
        var merge = RunMerge.of(shown, List.of(run(3, 30, false), run(2, 20, true), run(1, 10, true)), true);
        assertThat(merge.arrived()).containsExactly(run(3, 30, false));
        assertThat(merge.changed()).containsExactly(new RunMerge.Changed(0, run(2, 20, true)));
    }

    @Test
    void leaves_older_runs_to_the_next_page() {
        var shown = List.of(run(3, 30, true), run(2, 20, true));
        var fresh = List.of(run(3, 30, true), run(2, 20, true), run(1, 10, true));
        assertThat(RunMerge.of(shown, fresh, false).arrived()).isEmpty();
        assertThat(RunMerge.of(shown, fresh, true).arrived()).containsExactly(run(1, 10, true));
    }

    @Test
    void everything_is_new_to_an_empty_list() {
        assertThat(RunMerge.of(List.of(), List.of(run(1, 10, true)), true).arrived())
                .hasSize(1);
    }

    @Test
    void a_late_run_belongs_by_its_start() {
        var shown = List.of(run(3, 30, true), run(1, 10, true));
        assertThat(RunMerge.place(shown, run(2, 20, true))).isEqualTo(1);
        assertThat(RunMerge.place(shown, run(4, 40, true))).isZero();
        assertThat(RunMerge.place(shown, run(0, 1, true))).isEqualTo(2);
    }
}
