package dev.runtree.ui.run;

import dev.runtree.provenance.Answer;
import dev.runtree.provenance.CallOrigins;
import dev.runtree.provenance.Origin;
import dev.runtree.ui.Messages;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Why values of a tool are marked, in the few words that there is room for beneath its row. */
final class PanelNotes {
    private static final int MOST = 3;
    private static final int LONGEST = 60;

    private PanelNotes() {}

    static List<String> of(CallOrigins origins) {
        var unsaid = origins.suspicious();
        if (unsaid.isEmpty()) {
            return List.of();
        }
        var near = new LinkedHashSet<String>();
        for (var origin : unsaid) {
            if (origin.answer() instanceof Answer.Near found) {
                near.add(cut(found.found().quote().match()));
            }
        }
        var notes = new ArrayList<String>();
        notes.add("");
        if (!near.isEmpty()) {
            notes.add(Messages.text("run.panel.near", String.join(", ", first(List.copyOf(near)))));
        }
        notes.add(Messages.text(
                "run.panel.unsaid",
                String.join(", ", first(unsaid.stream().map(PanelNotes::value).toList()))));
        return notes;
    }

    private static List<String> first(List<String> all) {
        return all.subList(0, Math.min(MOST, all.size()));
    }

    private static String value(Origin origin) {
        return cut(origin.value().text());
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
