package dev.poemcp.emulator.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.world.World;

/** {@code POST /v1/whoami} (docs/official-api.md §2.4): the account that all keys belong to. */
record Owner(World world) {
    static final String OPERATION = "apiWhoami";

    /** The names are invented; the id is the viewer's. */
    ObjectNode json() {
        synchronized (world) {
            return Json.object()
                    .put("user_id", world.viewer().uid())
                    .put("handle", "ada")
                    .put("name", "Ada Example")
                    .put("profile_picture", "https://example.org/ada.jpg");
        }
    }
}
