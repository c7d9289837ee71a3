package dev.poemcp.server.login;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** The user's browser. */
public final class Browser {
    private Browser() {}

    /** Opens a page; false if no browser could be started. */
    public static boolean open(URI page) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        List<String> command = system.startsWith("mac")
                ? List.of("open", page.toString())
                : system.startsWith("windows")
                        ? List.of("rundll32", "url.dll,FileProtocolHandler", page.toString())
                        : List.of("xdg-open", page.toString());
        var builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        // The settings hold credentials, which are no business of the browser.
        builder.environment().keySet().removeIf(name -> name.startsWith("POE_"));
        try {
            var unused = builder.start();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
