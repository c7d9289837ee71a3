package dev.poemcp.server.doctor;

import dev.poemcp.poe.diagnosis.LinkReport.Status;
import dev.poemcp.server.hosts.OperatingSystem;
import dev.poemcp.server.hosts.ServerEntry;
import dev.poemcp.server.hosts.UserFolders;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks whether the program that an entry starts is there. Starts nothing, and touches no network folder. */
final class CommandCheck {
    private static final List<String> WINDOWS_EXTENSIONS = List.of(".exe", ".cmd", ".bat", ".com");

    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:[/\\\\].*");

    /** Which host replaces which of these is its own affair. */
    private static final Pattern VARIABLE = Pattern.compile("\\$[{\\w]|%\\w+%|\\{(env|file):");

    /** Programs whose arguments are paths of another machine or file system. */
    private static final List<String> ELSEWHERE =
            List.of("docker", "podman", "nerdctl", "kubectl", "ssh", "wsl", "flatpak", "distrobox");

    private static final Pattern BLANK = Pattern.compile("[\\s\\p{Z}]");

    private final UserFolders folders;
    private final List<Path> pathFolders;

    /** @param pathFolders the folders of {@code PATH} */
    CommandCheck(UserFolders folders, List<Path> pathFolders) {
        this.folders = folders;
        this.pathFolders = List.copyOf(pathFolders);
    }

    /** @param file for the remedies, as a user writes it */
    List<EntryProblem> problems(String command, ServerEntry entry, String file) {
        List<EntryProblem> problems = new ArrayList<>();
        programProblem(command, file).ifPresent(problems::add);
        entry.jar()
                .filter(jar -> !runsElsewhere(command))
                .flatMap(jar -> jarProblem(jar, entry, file))
                .ifPresent(problems::add);
        return problems;
    }

    /** The program in a command: all of it, or what is before the first blank unless the blank belongs to a name. */
    String program(String command) {
        return isFile(command) ? command : BLANK.split(command, 2)[0];
    }

    private boolean isFile(String command) {
        return !folders.isNetworkPath(command) && candidates(command).stream().anyMatch(Files::isRegularFile);
    }

    private Optional<EntryProblem> programProblem(String command, String file) {
        String absolute = "Use the absolute path of the program in " + file + ".";
        if (VARIABLE.matcher(command).find()) {
            return problem(Status.NOT_CHECKED, "whose variables the host replaces: it was not checked", null);
        }
        if (folders.isNetworkPath(command)) {
            return problem(Status.NOT_CHECKED, "which is in a network folder: it was not checked", null);
        }
        String program = program(command);
        if (!program.equals(command) && isThere(program)) {
            return problem(
                    Status.WARNING,
                    "with arguments in the command, which most hosts take for a part of its name",
                    "Move the arguments from the command to the list of arguments in " + file + ".");
        }
        if (!isAbsolute(command) && !isBareName(command) && !command.startsWith("~")) {
            return problem(
                    Status.WARNING, "a relative path, which depends on the folder that the host works in", absolute);
        }
        if (isBareName(command)) {
            return isThere(command)
                    ? Optional.empty()
                    : problem(
                            Status.WARNING,
                            "which is in no folder of PATH",
                            absolute + " A host that is started from the desktop often has a shorter PATH.");
        }
        List<Path> candidates = candidates(command);
        if (candidates.stream().noneMatch(Files::exists)) {
            return problem(Status.BROKEN, "which does not exist", "Correct the path of the program in " + file + ".");
        }
        if (candidates.stream().noneMatch(this::isProgram)) {
            return problem(
                    Status.BROKEN,
                    "which is not an executable file",
                    "Make it executable, or correct the path of the program in " + file + ".");
        }
        return command.startsWith("~")
                ? problem(Status.WARNING, "whose ~ many hosts do not replace", absolute)
                : Optional.empty();
    }

    private Optional<EntryProblem> jarProblem(String jar, ServerEntry entry, String file) {
        String name = DisplayText.of(ServerEntry.fileName(jar));
        String folder = entry.workingDirectory();
        String remedy = "Use the absolute path of " + name + " in " + file + ".";
        if (VARIABLE.matcher(jar).find()) {
            return Optional.empty();
        }
        if (folders.isNetworkPath(jar) || (folder != null && folders.isNetworkPath(folder))) {
            return problem(Status.NOT_CHECKED, name + " is in a network folder: it was not checked", null);
        }
        if (!isAbsolute(jar) && folder == null) {
            return problem(
                    Status.WARNING,
                    "the path of " + name + " is relative, so that it depends on the folder that the host works in",
                    remedy);
        }
        String path = isAbsolute(jar) || folder == null ? jar : folder + "/" + jar;
        return path(path).filter(Files::isRegularFile).isPresent()
                ? Optional.empty()
                : problem(
                        Status.BROKEN,
                        name + " does not exist where its arguments have it",
                        "Correct the path of " + name + " in " + file + ", or build it again.");
    }

    private static Optional<EntryProblem> problem(Status status, String text, @Nullable String remedy) {
        return Optional.of(new EntryProblem(status, text, remedy));
    }

    private boolean isThere(String command) {
        if (!isBareName(command)) {
            return !folders.isNetworkPath(command)
                    && candidates(command).stream().anyMatch(this::isProgram);
        }
        return pathFolders.stream()
                .filter(folder -> !folders.isNetworkPath(folder.toString()))
                .flatMap(folder -> candidates(command).stream().map(folder::resolve))
                .anyMatch(this::isProgram);
    }

    /** Windows adds the extension of a program. */
    private List<Path> candidates(String program) {
        Stream<String> names = folders.system() == OperatingSystem.WINDOWS && !hasWindowsExtension(program)
                ? Stream.concat(Stream.of(program), WINDOWS_EXTENSIONS.stream().map(program::concat))
                : Stream.of(program);
        return names.flatMap(name -> path(name).stream()).toList();
    }

    private boolean isProgram(Path path) {
        return Files.isRegularFile(path)
                && (folders.system() == OperatingSystem.WINDOWS
                        ? hasWindowsExtension(path.toString())
                        : Files.isExecutable(path));
    }

    private static boolean hasWindowsExtension(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        return WINDOWS_EXTENSIONS.stream().anyMatch(lower::endsWith);
    }

    private static boolean runsElsewhere(String command) {
        String program = ServerEntry.fileName(command).toLowerCase(Locale.ROOT);
        return ELSEWHERE.contains(program.endsWith(".exe") ? program.substring(0, program.length() - 4) : program);
    }

    private boolean isBareName(String command) {
        return !command.contains("/")
                && !command.startsWith("~")
                && !(folders.system() == OperatingSystem.WINDOWS && command.contains("\\"));
    }

    private boolean isAbsolute(String text) {
        return path(text).filter(Path::isAbsolute).isPresent()
                || (folders.system() == OperatingSystem.WINDOWS
                        && DRIVE.matcher(text).matches());
    }

    /** Empty if no file can have such a name. */
    private Optional<Path> path(String text) {
        try {
            return Optional.of(text.startsWith("~/") ? folders.home().resolve(text.substring(2)) : Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
