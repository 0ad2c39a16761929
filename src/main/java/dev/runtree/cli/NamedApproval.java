package dev.runtree.cli;

import dev.runtree.model.Approval;
import dev.runtree.model.Figures;
import dev.runtree.store.ApprovalQueue;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.stream.Collectors;

/** Finds the approval that a word on the command line names: by its id, or by the beginning of one. */
final class NamedApproval {
    private static final int CANDIDATES_SHOWN = 5;

    private final ApprovalQueue queue;

    NamedApproval(ApprovalQueue queue) {
        this.queue = queue;
    }

    /** It, whole. */
    Approval find(String word) {
        var prefix = word.strip().toLowerCase(Locale.ROOT);
        var found = prefix.isEmpty()
                ? java.util.List.<Approval>of()
                : queue.named(prefix, CANDIDATES_SHOWN + 1).fetch();
        if (found.isEmpty()) {
            throw new Failure("There is no approval \"" + word + "\". \"runtree approvals ls --all\" lists them.");
        }
        if (found.size() > 1) {
            var now = Instant.now();
            var candidates = found.stream()
                    .limit(CANDIDATES_SHOWN)
                    .map(each -> each.id() + " (" + each.tool() + ", "
                            + Figures.time(each.askedAt(), now, ZoneId.systemDefault()) + ")")
                    .collect(Collectors.joining(", "));
            throw new Failure("\"" + word + "\" begins the ids of several approvals: " + candidates
                    + (found.size() > CANDIDATES_SHOWN ? " and others" : "") + ". Give more of it.");
        }
        var id = found.getFirst().id();
        return queue.approval(id)
                .fetch()
                .orElseThrow(() -> new Failure("There is no approval \"" + id + "\" any more."));
    }
}
