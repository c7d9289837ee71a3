package dev.poemcp.server.install;

import dev.poemcp.server.hosts.HostFile;
import dev.poemcp.server.hosts.UserFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Adds this program to hosts and removes it, as the user confirms. */
public final class HostInstaller {
    /** Who is told and asked. */
    public interface User {
        void show(String line);

        /** @return whether the user agrees */
        boolean confirm(String question);
    }

    private final UserFolders folders;
    private final HostFileWriter writer;
    private final User user;

    /** @param lockFile the same for all processes of a user */
    public HostInstaller(UserFolders folders, Path lockFile, User user) {
        this.folders = folders;
        this.writer = new HostFileWriter(lockFile);
        this.user = user;
    }

    /** All hosts, as on the command line. */
    public static List<String> hosts() {
        return Arrays.stream(HostRecipe.values()).map(HostRecipe::host).toList();
    }

    /** The host that is meant by a name or by an earlier one; empty if there is none. */
    public static Optional<String> host(String name) {
        return HostRecipe.of(name).map(HostRecipe::host);
    }

    /** The hosts on this machine. */
    public List<String> found() {
        return hosts().stream()
                .filter(host -> !InstallTarget.of(host, folders).isEmpty())
                .toList();
    }

    /** @return whether every file of the host has this program now */
    public boolean install(String host, StartCommand start) {
        HostRecipe recipe = HostRecipe.of(host).orElseThrow();
        return change(
                host,
                plan -> plan.install(recipe, start),
                (product, file) -> product + " has poe-mcp already (" + file
                        + "). To change its options, give all of them, or uninstall it first.",
                (product, file) -> "Restart " + product + " to use it.");
    }

    /** @return whether no file of the host has this program now */
    public boolean uninstall(String host) {
        return change(
                host,
                HostFilePlan::uninstall,
                (product, file) -> product + " has no poe-mcp (" + file + ").",
                (product, file) -> "");
    }

    /** Plans what to do with a file. */
    @FunctionalInterface
    private interface Planner {
        HostFileChange plan(HostFilePlan file) throws UnsupportedFileException;
    }

    /** Says something about a product and its file. */
    @FunctionalInterface
    private interface Sentence {
        String about(String product, String file);
    }

    private boolean change(String host, Planner planner, Sentence unchanged, Sentence afterwards) {
        List<InstallTarget> targets = InstallTarget.of(host, folders);
        if (targets.isEmpty()) {
            user.show(host + " was not found on this machine. poe-mcp install --print " + host
                    + " shows what to add to its configuration.");
            return false;
        }
        boolean done = true;
        for (InstallTarget target : targets) {
            done &= change(target, planner, unchanged, afterwards);
        }
        return done;
    }

    private boolean change(InstallTarget target, Planner planner, Sentence unchanged, Sentence afterwards) {
        String product = target.kind().product();
        String file = folders.shortened(target.path().toString());
        try {
            HostFileChange change = planner.plan(HostFilePlan.of(target));
            if (change.changesNothing()) {
                user.show(unchanged.about(product, file));
                return true;
            }
            user.show(product + ": " + file);
            user.show(ChangedLines.between(change.before(), change.after()));
            if (!user.confirm("Change this file?")) {
                user.show("Not changed: " + file + ".");
                return false;
            }
            writer.apply(change);
            user.show(("Changed " + file + backup(target) + ". " + afterwards.about(product, file)).strip());
            return true;
        } catch (UnsupportedFileException e) {
            user.show("Not changed: " + file + " " + e.why() + backup(target) + ". poe-mcp install --print "
                    + target.kind().host() + " shows what belongs into it.");
            return false;
        } catch (IOException e) {
            user.show("Not changed: " + file + " cannot be written ("
                    + e.getClass().getSimpleName() + ")" + backup(target) + ".");
            return false;
        }
    }

    private String backup(InstallTarget target) {
        Path backup = HostFileChange.backupOf(target.path());
        return Files.exists(backup) ? "; the original is in " + folders.shortened(backup.toString()) : "";
    }

    /** Shows the snippet for a host, and the link that adds it. */
    public void print(String host, StartCommand start) {
        HostRecipe recipe = HostRecipe.of(host).orElseThrow();
        HostFile kind = InstallTarget.kind(host);
        user.show(kind.product() + ": " + location(host));
        try {
            user.show(InstallTarget.editor(kind)
                    .put("", HostRecipe.NAME, recipe.server(start))
                    .stripTrailing());
        } catch (UnsupportedFileException e) {
            throw new IllegalStateException("An empty file cannot be changed", e);
        }
        InstallLinks.of(recipe, start).ifPresent(link -> user.show("Link: " + link));
    }

    private String location(String host) {
        return InstallTarget.of(host, folders).stream()
                .map(target -> folders.shortened(target.path().toString()))
                .findFirst()
                .orElseGet(() -> InstallTarget.kind(host).paths(folders).stream()
                        .map(path -> folders.shortened(path.toString()))
                        .findFirst()
                        .orElse("its configuration file"));
    }
}
