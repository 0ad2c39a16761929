package dev.runtree.bench.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Compares a ledger with what is stored, asked through {@code runtree sql}.
 *
 * @param lost acknowledged and not there
 * @param doubled there more than once, acknowledged or not
 * @param unknown there and not in the ledger: sent by others, or stored without an acknowledgement that arrived
 */
public record LedgerCheck(long acknowledged, long found, List<SpanId> lost, List<SpanId> doubled, long unknown) {
    private static final String ALL = "SELECT trace_id, span_id FROM agno_spans";
    private static final int SHOWN = 5;

    /**
     * @param runtree the command, with options such as {@code --db} behind it
     * @throws IOException when the ledger or the database cannot be read
     */
    public static LedgerCheck of(Path ledger, List<String> runtree, List<String> options)
            throws IOException, InterruptedException {
        var acknowledged = Ledger.read(ledger);
        var command = new ArrayList<>(runtree);
        command.addAll(List.of("sql", "--json", ALL));
        command.addAll(options);
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var there = new HashSet<SpanId>();
        var doubled = new ArrayList<SpanId>();
        var json = new ObjectMapper();
        try (var rows = process.inputReader()) {
            for (var row = rows.readLine(); row != null; row = rows.readLine()) {
                var ids = json.readTree(row);
                var span = SpanId.of(
                        ids.path("trace_id").textValue(), ids.path("span_id").textValue());
                if (!there.add(span)) {
                    doubled.add(span);
                }
            }
        }
        if (process.waitFor() != 0) {
            throw new IOException("what is stored could not be read by " + String.join(" ", command));
        }
        return compare(acknowledged, there, doubled);
    }

    private static LedgerCheck compare(Set<SpanId> acknowledged, Set<SpanId> there, List<SpanId> doubled) {
        var lost = acknowledged.stream().filter(span -> !there.contains(span)).toList();
        var found = acknowledged.size() - lost.size();
        return new LedgerCheck(acknowledged.size(), found, lost, doubled, there.size() - found);
    }

    public boolean passed() {
        return lost.isEmpty() && doubled.isEmpty();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "acknowledged %,d spans, found %,d of them: lost %,d%s, doubled %,d%s; %,d others are there",
                acknowledged,
                found,
                lost.size(),
                some(lost),
                doubled.size(),
                some(doubled),
                unknown);
    }

    private static String some(List<SpanId> spans) {
        return spans.isEmpty()
                ? ""
                : " ("
                        + String.join(
                                ", ",
                                spans.stream()
                                        .limit(SHOWN)
                                        .map(span -> span.traceHex() + "-" + span.spanHex())
                                        .toList())
                        + (spans.size() > SHOWN ? ", ..." : "")
                        + ")";
    }
}
