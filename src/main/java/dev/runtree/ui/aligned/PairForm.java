package dev.runtree.ui.aligned;

import dev.runtree.ui.Messages;
import java.util.List;

/** The forms in which a comparison is given away. */
enum PairForm {
    TEXT("compare.copy.text"),
    MARKDOWN("compare.copy.markdown"),
    JSON("aligned.copy.json");

    private final String title;

    PairForm(String title) {
        this.title = title;
    }

    String title() {
        return Messages.text(title);
    }

    /** @param details of the steps that differ, in their order; there may be more of them than these */
    String of(AlignedPair pair, List<StepDetail> details) {
        return this == JSON ? PairJson.of(pair, details) : new PairText(pair, this == MARKDOWN).of(details);
    }
}
