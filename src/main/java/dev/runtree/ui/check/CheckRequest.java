package dev.runtree.ui.check;

import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.trace.Recorder;
import dev.runtree.check.CaseResult;
import dev.runtree.check.CheckSettings;
import dev.runtree.check.Checks;
import dev.runtree.check.Mode;
import dev.runtree.pricing.Prices;
import dev.runtree.store.Database;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Messages;
import java.util.List;
import java.util.function.Consumer;

/** Cases that are to be checked, and what is said of all of them at once. */
record CheckRequest(List<CaseFile> cases, CheckSettings settings) {
    CheckRequest {
        cases = List.copyOf(cases);
    }

    /** Those that ask a model. */
    List<CaseFile> live() {
        return cases.stream().filter(this::isLive).toList();
    }

    private boolean isLive(CaseFile one) {
        var read = one.read();
        if (read == null) {
            return false;
        }
        return (settings.mode() == null ? read.mode() : settings.mode()) == Mode.LIVE_MODEL;
    }

    /** The model that a case asks, in words. */
    String asked(CaseFile one) {
        var named = settings.model();
        if (named != null) {
            return named;
        }
        var read = one.read();
        return read == null || read.model() == null ? Messages.text("checks.told.as.recorded") : read.model();
    }

    /** Checks them; on a thread that may wait. */
    void check(Database database, Prices prices, Consumer<CaseResult> each, Cancellation cancellation) {
        try (var recorder = Recorder.ofReplays(database, prices)) {
            new Checks(new RunQueries(database), recorder, prices, settings, cancellation, CheckWords::line)
                    .run(cases.stream().map(CaseFile::file).toList(), file -> {}, each);
        }
    }
}
