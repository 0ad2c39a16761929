package dev.runtree.ui.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.ui.Theme;
import dev.runtree.ui.shell.View;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fx")
class ScreenshotsTest {
    @TempDir
    Path folder;

    @Test
    void a_view_that_is_not_ready_in_time_is_not_waited_for() {
        var nowhere = new DatabaseTarget.Server("jdbc:postgresql://127.0.0.1:1/none", "ana", null);
        var file = folder.resolve("late.png");
        var shot = new Shot(new RuntreeHome(folder), nowhere, null, View.RUNS, Theme.LIGHT, 800, 600, null, file);
        assertThatThrownBy(() -> Screenshots.render(shot, Duration.ZERO))
                .isInstanceOf(LatePicture.class)
                .hasMessageStartingWith("The view \"runs\" was not ready within 0 s, so no picture was written");
        assertThat(file).doesNotExist();
    }
}
