package dev.runtree.ui.redact;

import dev.runtree.redact.KeptRules;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.settings.Settings;
import dev.runtree.settings.SettingsFile;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.background.Background;
import java.util.Map;
import java.util.function.Consumer;

/** The rules in the settings, read and written behind the window. Of changes that come fast, the last is what is kept. */
final class RulesFile {
    private final Background background;
    private final RuntreeHome home;
    private final Consumer<? super RuntimeException> failed;
    private KeptRules written = KeptRules.of(Map.of());
    private KeptRules wanted = written;
    private boolean writing;

    RulesFile(Background background, RuntreeHome home, Consumer<? super RuntimeException> failed) {
        this.background = background;
        this.home = home;
        this.failed = failed;
    }

    void read(Consumer<KeptRules> done) {
        background.call(
                () -> KeptRules.of(new SettingsFile(home).load().choices()),
                kept -> {
                    written = kept;
                    wanted = kept;
                    done.accept(kept);
                },
                failed);
    }

    void keep(KeptRules rules) {
        wanted = rules;
        if (!writing) {
            write();
        }
    }

    private void write() {
        var now = wanted;
        var changes = now.over(written);
        writing = true;
        background.call(() -> new Preferences(home).choices(changes), (Settings settings) -> written(now), failure -> {
            writing = false;
            failed.accept(failure);
        });
    }

    private void written(KeptRules now) {
        writing = false;
        written = now;
        if (!wanted.equals(now)) {
            write();
        }
    }
}
