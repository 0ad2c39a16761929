package dev.runtree.ui.shell;

import java.nio.file.Path;
import java.util.List;

/** What pages ask of the window. */
interface Actions {

    void runDemo();

    void chooseFiles();

    void importFiles(List<Path> files);

    void connect();

    void receive();

    void retry();
}
