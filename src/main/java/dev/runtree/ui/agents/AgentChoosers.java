package dev.runtree.ui.agents;

import dev.runtree.ui.Messages;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;

/** Asks which files describe agents, and where examples are to lie. */
final class AgentChoosers {
    private AgentChoosers() {}

    /** The files that were chosen; none when the reader thought better of it. */
    static List<Path> files(Window over) {
        var chooser = new FileChooser();
        chooser.setTitle(Messages.text("agents.open"));
        chooser.getExtensionFilters().add(new ExtensionFilter(Messages.text("agents.files"), "*.yaml", "*.yml"));
        List<File> chosen = chooser.showOpenMultipleDialog(over);
        return chosen == null ? List.of() : chosen.stream().map(File::toPath).toList();
    }

    /** The folder that was chosen for the examples. */
    static Optional<Path> folder(Window over) {
        var chooser = new DirectoryChooser();
        chooser.setTitle(Messages.text("agents.begin.folder"));
        return Optional.ofNullable(chooser.showDialog(over)).map(File::toPath);
    }

    static boolean isYaml(Path path) {
        var name = path.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }
}
