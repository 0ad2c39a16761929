package dev.runtree.check.expect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runtree.json.JsonIndex;
import dev.runtree.json.JsonPath;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * The answer is JSON in which a JSONPath finds this, and nothing else.
 *
 * @param words the path as it stands there
 * @param line where it stands
 */
record AnswerJson(JsonPath path, String words, JsonNode value, int line) implements Expectation {
    @Override
    public Held hold(Observed run) {
        var index = JsonIndex.of(JsonFit.bare(run.answer()));
        if (index.mistake() != null) {
            return held(false, "an answer that is no JSON: " + run.answer());
        }
        var found = found(index);
        if (found.isEmpty()) {
            return held(false, "nothing at " + words + " in " + run.answer());
        }
        var isMet = found.stream().map(JsonFit::read).allMatch(got -> got != null && JsonFit.isEqual(value, got));
        return held(isMet, found.stream().collect(Collectors.joining(", ")));
    }

    private List<String> found(JsonIndex index) {
        var looks = new AtomicLong(BoundedPattern.looks(index.text()));
        try {
            return path.lines(index, () -> looks.decrementAndGet() < 0).stream()
                    .map(index::raw)
                    .toList();
        } catch (CancellationException | StackOverflowError e) {
            throw new CannotTell("the path " + words + " takes out of all proportion to an answer of "
                    + index.text().length() + " characters");
        } catch (JsonPath.TooManyValues e) {
            throw new CannotTell("the path " + words + " finds more values than can be looked at");
        }
    }

    private Held held(boolean isMet, String got) {
        return new Held("answer.json", line, words + " " + value, got, isMet);
    }
}
