package dev.poemcp.poe.browser.login;

import dev.poemcp.poe.browser.BrowserException;
import dev.poemcp.poe.browser.BrowserProfile;
import dev.poemcp.poe.browser.DevTools;
import dev.poemcp.poe.browser.ProfileBrowser;
import dev.poemcp.poe.http.ConnectionSettings;
import dev.poemcp.poe.http.Http;
import dev.poemcp.poe.proxy.ProxySettings;
import dev.poemcp.poe.site.profile.ProfileException;
import dev.poemcp.poe.site.profile.SiteProfile;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import okhttp3.CookieJar;
import org.jspecify.annotations.Nullable;

/**
 * The user's own browser, with a window, in a profile folder of ours. One sign-in at a time: a browser serves a profile
 * alone.
 */
public final class LoginBrowser {
    /** It stores the session's cookies at the end. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(8);

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

    private final URI site;
    private final @Nullable Path profileOverride;
    private final BrowserProfile profile;
    private final Path program;

    /**
     * @param profileOverride the user's site profile
     * @param folder for the browser's profile; is created, for nobody but the user
     * @param program the browser
     */
    public LoginBrowser(URI site, @Nullable Path profileOverride, Path folder, Path program) {
        this.site = site;
        this.profileOverride = profileOverride;
        this.profile = new BrowserProfile(folder);
        this.program = program;
    }

    /**
     * Opens the site in a window and waits until the user is signed in; then closes the browser.
     *
     * @param limit time for the user
     * @return empty if the time is up
     * @throws BrowserException if the browser cannot be started, ends, or is in use
     */
    public Optional<SignedIn> signIn(Duration limit) throws IOException, InterruptedException, ProfileException {
        SiteProfile known = SiteProfile.load(profileOverride);
        createFolder();
        try (var channel = FileChannel.open(
                        profile.folder().resolve("login.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = lock(channel);
                var http = new Http(new ConnectionSettings(
                        ProxySettings.NONE, CONNECT_LIMIT, CONNECT_LIMIT, CookieJar.NO_COOKIES, 4))) {
            if (!lock.isValid() || isServed(http)) {
                throw inUse();
            }
            Optional<SignedIn> result;
            try (var browser = new ProfileBrowser(http, profile, program, arguments(), CLOSE_LIMIT)) {
                result = new BrowserSignIn(site, known, browser.devTools()).run(limit);
            }
            if (result.isPresent()) {
                var headers = result.get().account().browser().headers();
                profile.remember(program, headers.get("User-Agent"));
            }
            return result;
        }
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException inThisProcess) {
            throw new BrowserException("Another sign-in is open.", inThisProcess);
        }
        throw new BrowserException("Another sign-in is open; finish or close it first.");
    }

    private boolean isServed(Http http) throws InterruptedException {
        Optional<URI> endpoint = profile.endpoint();
        if (endpoint.isEmpty()) {
            return false;
        }
        try (var running = DevTools.connect(http, endpoint.get(), CONNECT_LIMIT)) {
            return running.isOpen();
        } catch (BrowserException nobody) {
            return false;
        }
    }

    private BrowserException inUse() {
        return new BrowserException("A browser uses the profile " + profile.folder()
                + " already: that of another sign-in, or of a server with POE_TRANSPORT=browser. Close it first.");
    }

    private void createFolder() throws IOException {
        if (Files.getFileStore(existing(profile.folder())).supportsFileAttributeView("posix")) {
            Files.createDirectories(profile.folder());
            Files.setPosixFilePermissions(profile.folder(), PosixFilePermissions.fromString("rwx------"));
        } else {
            Files.createDirectories(profile.folder());
        }
    }

    private static Path existing(Path folder) {
        Path known = folder.toAbsolutePath();
        while (known != null && !Files.exists(known)) {
            known = known.getParent();
        }
        return known == null ? Path.of("/") : known;
    }

    private List<String> arguments() {
        return List.of(
                "--user-data-dir=" + profile.folder(),
                "--remote-debugging-port=0",
                "--no-first-run",
                "--no-default-browser-check",
                // A server without the desktop's keyring reads the profile later.
                "--password-store=basic",
                "--new-window",
                "about:blank");
    }
}
