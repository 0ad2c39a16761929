package dev.runtree.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.settings.RuntreeHome;
import dev.runtree.settings.Settings;
import dev.runtree.settings.SettingsFile;
import dev.runtree.ui.background.Toolkit;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fx")
class FxWatchdogTest {
    private final Toolkit toolkit = Toolkit.headless();

    @TempDir
    Path folder;

    @Test
    void sees_the_program_read_a_file_on_the_javafx_thread() {
        var file = new SettingsFile(new RuntreeHome(folder));
        file.save(Settings.DEFAULT);
        try (var watchdog = FxWatchdog.start()) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (watchdog.offences().isEmpty() && System.nanoTime() < end) {
                toolkit.call(file::load);
            }
            assertThat(watchdog.offences()).isNotEmpty();
            assertThat(watchdog.offences().getFirst()).contains("SettingsFile.load");
        }
    }

    @Test
    void leaves_alone_what_only_reckons() {
        try (var watchdog = FxWatchdog.start()) {
            long sum = toolkit.call(() -> {
                long all = 0;
                for (int i = 0; i < 2_000; i++) {
                    all += Settings.DEFAULT
                            .withChoice("n", String.valueOf(i))
                            .choices()
                            .size();
                }
                return all;
            });
            assertThat(sum).isEqualTo(2_000);
            assertThat(watchdog.offences()).isEmpty();
        }
    }
}
