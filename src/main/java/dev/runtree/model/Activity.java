package dev.runtree.model;

/** What still goes on in each subtree: whether an approval waits there, and whether anything else runs. */
final class Activity {
    private final boolean[] approvalWaits;
    private final boolean[] busy;

    Activity(SpanTree tree) {
        approvalWaits = new boolean[tree.size()];
        busy = new boolean[tree.size()];
        if (tree.any(SpanFacts.OPEN)) {
            look(tree);
        }
    }

    private void look(SpanTree tree) {
        for (var i = tree.size() - 1; i >= 0; i--) {
            var open = SpanFacts.has(tree.facts(i), SpanFacts.OPEN);
            approvalWaits[i] |= open && SpanFacts.has(tree.facts(i), SpanFacts.APPROVAL);
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
