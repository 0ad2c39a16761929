package dev.runtree.replay;

import dev.runtree.model.Figures;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;

/** All that a record lacks, found before a replay begins. */
public record Lacks(List<Lack> all) {
    public Lacks {
        all = List.copyOf(all);
    }

    public boolean isNone() {
        return all.isEmpty();
    }

    public boolean has(Lack.Kind kind) {
        return all.stream().anyMatch(lack -> lack.kind() == kind);
    }

    /** What keeps the run from being replayed from its record. */
    public Lacks grave() {
        return new Lacks(all.stream().filter(lack -> lack.kind().isGrave()).toList());
    }

    /** One line for each kind, the gravest first: its first step, and in how many more it is so. */
    public List<String> lines() {
        var byKind = new EnumMap<Lack.Kind, List<Lack>>(Lack.Kind.class);
        all.forEach(lack ->
                byKind.computeIfAbsent(lack.kind(), kind -> new ArrayList<>()).add(lack));
        return byKind.values().stream()
                .map(lacks -> lacks.getFirst().text()
                        + (lacks.size() == 1 ? "" : ", and in " + Figures.counted(lacks.size() - 1, "more step")))
                .toList();
    }
}
