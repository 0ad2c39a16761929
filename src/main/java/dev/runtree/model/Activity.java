package dev.runtree.model;

/** What still goes on in each subtree: whether an approval waits there, and whether anything else runs. */
final class Activity {
    private final boolean[] approvalWaits;
    private final boolean[] busy;

    Activity(SpanTree tree) {
        approvalWaits = new boolean[tree.size()];
        busy = new boolean[tree.size()];
        for (var i = tree.size() - 1; i >= 0; i--) {
            var span = tree.span(i);
            var open = RunFacts.isOpen(span);
            approvalWaits[i] |= open && span.kind() == SpanKind.APPROVAL;
            // What is open above a waiting approval is open because of it.
            busy[i] |= open && !approvalWaits[i];
            var parent = tree.parent(i);
            if (parent >= 0) {
                approvalWaits[parent] |= approvalWaits[i];
                busy[parent] |= busy[i];
            }
        }
    }

    boolean approvalWaits(int place) {
        return approvalWaits[place];
    }

    boolean busy(int place) {
        return busy[place];
    }
}
