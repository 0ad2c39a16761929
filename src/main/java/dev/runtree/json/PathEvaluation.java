package dev.runtree.json;

import dev.runtree.json.PathParts.Condition;
import dev.runtree.json.PathParts.Query;
import dev.runtree.json.PathParts.Segment;
import dev.runtree.json.PathParts.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Finds what a query asks for. */
final class PathEvaluation {
    private static final int MOST = 4_000_000;

    private final JsonIndex index;
    private final BooleanSupplier cancelled;
    private final PathComparison comparison;

    PathEvaluation(JsonIndex index, BooleanSupplier cancelled) {
        this.index = index;
        this.cancelled = cancelled;
        comparison = new PathComparison(index, this, cancelled);
    }

    List<Integer> lines(Query query) {
        return lines(query, 0);
    }

    /** @param at the value that {@code @} stands for */
    List<Integer> lines(Query query, int at) {
        List<Integer> found = index.size() == 0 ? List.of() : List.of(query.absolute() ? 0 : at);
        for (var segment : query.segments()) {
            var next = new ArrayList<Integer>();
            for (int line : found) {
                select(segment, line, next);
            }
            found = next;
        }
        return found;
    }

    private void select(Segment segment, int line, List<Integer> to) {
        if (!segment.descendants()) {
            segment.selectors().forEach(selector -> select(selector, line, to));
            return;
        }
        var last = index.last(line);
        for (var each = line; each <= last; each++) {
            if (index.isOpen(each)) {
                for (var selector : segment.selectors()) {
                    select(selector, each, to);
                }
            }
        }
    }

    private void select(Selector selector, int line, List<Integer> to) {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException();
        }
        if (to.size() > MOST) {
            throw new JsonPath.TooManyValues();
        }
        if (!index.isOpen(line)) {
            return;
        }
        switch (selector) {
            case PathParts.Name name -> {
                if (index.isObject(line)) {
                    for (var child = line + 1; !index.isClose(child); child = index.next(child)) {
                        if (name.name().equals(index.key(child))) {
                            to.add(child);
                        }
                    }
                }
            }
            case PathParts.Wildcard all -> {
                for (var child = line + 1; !index.isClose(child); child = index.next(child)) {
                    to.add(child);
                }
            }
            case PathParts.Index one -> {
                if (index.isArray(line)) {
                    var count = one.index() < 0 ? index.count(line) : 0;
                    element(line, one.index() < 0 ? count + one.index() : one.index(), to);
                }
            }
            case PathParts.Slice slice -> {
                if (index.isArray(line)) {
                    slice(slice, line, to);
                }
            }
            case PathParts.Filter filter -> {
                for (var child = line + 1; !index.isClose(child); child = index.next(child)) {
                    if (holds(filter.condition(), child)) {
                        to.add(child);
                    }
                }
            }
        }
    }

    private void element(int line, long position, List<Integer> to) {
        if (position < 0) {
            return;
        }
        var child = line + 1;
        for (var i = 0L; i < position && !index.isClose(child); i++) {
            child = index.next(child);
        }
        if (!index.isClose(child)) {
            to.add(child);
        }
    }

    private void slice(PathParts.Slice slice, int line, List<Integer> to) {
        var elements = new ArrayList<Integer>();
        for (var child = line + 1; !index.isClose(child); child = index.next(child)) {
            elements.add(child);
        }
        long count = elements.size();
        var step = slice.step();
        if (step > 0) {
            var from = Math.clamp(normal(slice.start(), 0, count), 0, count);
            var end = Math.clamp(normal(slice.end(), count, count), 0, count);
            for (var i = from; i < end; i += step) {
                to.add(elements.get((int) i));
            }
        } else if (step < 0) {
            var from = Math.clamp(normal(slice.start(), count - 1, count), -1, count - 1);
            var end = slice.end() == null ? -1 : Math.clamp(normal(slice.end(), 0, count), -1, count - 1);
            for (var i = from; i > end; i += step) {
                to.add(elements.get((int) i));
            }
        }
    }

    private static long normal(@Nullable Long given, long otherwise, long count) {
        return given == null ? otherwise : given < 0 ? count + given : given;
    }

    private boolean holds(Condition condition, int at) {
        return switch (condition) {
            case PathParts.Or or -> or.any().stream().anyMatch(each -> holds(each, at));
            case PathParts.And and -> and.all().stream().allMatch(each -> holds(each, at));
            case PathParts.Not not -> !holds(not.condition(), at);
            case PathParts.Exists exists -> !lines(exists.query(), at).isEmpty();
            case PathParts.Compared compared -> comparison.holds(compared, at);
            case PathParts.Matches matches -> comparison.matches(matches, at);
        };
    }
}
