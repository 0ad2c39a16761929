package dev.runtree.ui.transcript;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanTree;
import dev.runtree.model.Trace;
import dev.runtree.model.TraceRuns;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.pricing.Prices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The transcripts of recorded payloads, without a database. */
final class Transcripts {
    private Transcripts() {}

    /** Of the top-level run of every trace in a file. */
    static List<List<Entry>> of(Path file, int batch) throws IOException {
        var all = new ArrayList<List<Entry>>();
        Map<String, List<RecordedSpan>> byTrace = new HashMap<>();
        var encoding = file.toString().endsWith(".json") ? Encoding.JSON : Encoding.PROTOBUF;
        for (var span : new OtlpReader(Prices.none())
                .traces(encoding, Files.readAllBytes(file), Source.IMPORT)
                .spans()) {
            byTrace.computeIfAbsent(span.span().id().traceId(), any -> new ArrayList<>())
                    .add(span);
        }
        for (var spans : byTrace.values()) {
            all.add(of(spans, batch));
        }
        return all;
    }

    /** Of the first top-level run, read in batches of so many steps. */
    static List<Entry> of(List<RecordedSpan> spans, int batch) {
        var runs =
                TraceRuns.of(SpanTree.of(spans.stream().map(RecordedSpan::span).toList()));
        var all = runs.runs().stream().map(TraceRuns.DerivedRun::run).toList();
        var trace = new Trace(
                runs.top(), all, TraceRuns.spansBeneath(runs.tree(), runs.top().id()));
        Map<SpanId, RecordedSpan> byId = new HashMap<>();
        spans.forEach(span -> byId.put(span.span().id(), span));
        var maker = new TranscriptMaker(trace);
        var entries = new ArrayList<Entry>();
        while (!maker.isOver()) {
            var wanted = maker.next(batch);
            var payloads = wanted.stream().map(span -> byId.get(span.id())).toList();
            entries.addAll(maker.read(payloads, wanted));
        }
        return entries;
    }
}
