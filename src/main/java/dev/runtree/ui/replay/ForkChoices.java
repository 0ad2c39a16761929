package dev.runtree.ui.replay;

import dev.runtree.ui.Messages;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a fork is to go on.
 *
 * @param model {@code provider:name} to be asked in place of the recorded models; {@code null} for these
 * @param agent the file whose tools are run; {@code null} for none
 * @param calls how many model calls it may make; {@code null} for as many as is usual
 * @param cost in US dollars; {@code null} for no bound
 * @param time of the whole; {@code null} for no bound
 */
record ForkChoices(
        @Nullable String model,
        Tools tools,
        @Nullable Path agent,
        @Nullable Integer calls,
        @Nullable BigDecimal cost,
        @Nullable Duration time) {

    /** Who answers the tool calls. */
    enum Tools {
        /** The record, also with a near result; what was never recorded is asked about. */
        RECORDED("fork.tools.recorded"),
        /** The record for the same call, the reader for every other one. */
        ASK("fork.tools.ask"),
        /** The tools of an agent's file. */
        LIVE("fork.tools.live");

        private final String key;

        Tools(String key) {
            this.key = key;
        }

        String words() {
            return Messages.text(key);
        }
    }
}
