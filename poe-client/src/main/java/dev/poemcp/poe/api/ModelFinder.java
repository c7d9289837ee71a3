package dev.poemcp.poe.api;

import dev.poemcp.poe.Model;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds models by the names that users give. Without the catalogue a bot can still be asked. */
final class ModelFinder {
    private static final Logger log = LoggerFactory.getLogger(ModelFinder.class);

    private final Catalogue catalogue;

    ModelFinder(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * @param model empty for a bot that is not in the catalogue
     * @param endpoint how to ask it
     */
    record Found(String handle, Optional<Model> model, Endpoint endpoint) {
        /** The name in requests. */
        String id() {
            return model.map(Model::id).orElse(handle);
        }

        /** Whether the model answers in anything but text. */
        boolean isMedia() {
            return model.filter(known -> !known.outputModalities().isEmpty())
                    .filter(known -> !known.outputModalities().contains("text"))
                    .isPresent();
        }
    }

    Found find(String handle) {
        try {
            return require(handle);
        } catch (PoeException e) {
            if (e.failure() instanceof PoeFailure.Cancelled) {
                throw e;
            }
            log.debug("The catalogue cannot be read, so {} is asked without it: {}", handle, e.getMessage());
            return new Found(handle, Optional.empty(), Endpoint.CHAT_COMPLETIONS);
        }
    }

    /** The same for what only the catalogue tells: its failure is the caller's. */
    Found require(String handle) {
        Optional<Model> model = catalogue.find(handle);
        return new Found(model.map(ModelFinder::handle).orElse(handle), model, Endpoint.of(model));
    }

    /** The handle as Poe shows it; ids are the same in lower case. */
    static String handle(Model model) {
        String name = model.displayName();
        return name != null && name.toLowerCase(Locale.ROOT).equals(model.id()) ? name : model.id();
    }
}
