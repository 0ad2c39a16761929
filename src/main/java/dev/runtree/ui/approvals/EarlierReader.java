package dev.runtree.ui.approvals;

import dev.runtree.model.Approval;
import dev.runtree.store.ApprovalLists;
import dev.runtree.store.QueryChain;
import java.time.Instant;
import java.util.List;

/** Reads what was decided about a tool before. */
final class EarlierReader extends QueryChain<EarlierReader.Earlier> {
    private final ApprovalLists lists;
    private final String tool;
    private final String but;
    private final Instant since;
    private final int most;

    /** @param last the newest of them */
    record Earlier(ApprovalLists.Tally tally, List<Approval> last) {}

    /**
     * @param but the id of the one that is looked at
     * @param since from when on they are counted
     */
    EarlierReader(ApprovalLists lists, String tool, String but, Instant since, int most) {
        this.lists = lists;
        this.tool = tool;
        this.but = but;
        this.since = since;
        this.most = most;
    }

    @Override
    public Earlier fetch() {
        var tally = ask(lists.of(tool, since));
        var page = ask(lists.ended(new ApprovalLists.Filter(tool, null, null, null), most + 1, null));
        return new Earlier(
                tally,
                page.approvals().stream()
                        .filter(each -> !each.id().equals(but))
                        .limit(most)
                        .toList());
    }
}
