package dev.stillframe.modeltests.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether what the links of a page lead to is there: files of the tree, and headings. */
final class Links {
  private final Path root;

  Links(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  List<String> complaints(Page page) throws IOException {
    List<String> complaints = new ArrayList<>();
    for (String link : page.links()) {
      String why = link.matches("[a-z]+:.*") ? null : why(page, link);
      if (why != null) {
        complaints.add(
            String.format(
                Locale.ROOT, "%s: the link %s: %s", root.relativize(page.file()), link, why));
      }
    }
    return complaints;
  }

  private String why(Page page, String link) throws IOException {
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    Path target =
        path.isEmpty()
            ? page.file()
            : page.file().resolveSibling(path).toAbsolutePath().normalize();
    if (!target.startsWith(root)) {
      return "leaves the tree";
    }
    if (!Files.exists(target)) {
      return "there is no such file";
    }
    if (hash < 0) {
      return null;
    }
    boolean isThere =
        target.toString().endsWith(".md")
            && Page.read(target).anchors().contains(link.substring(hash + 1));
    return isThere ? null : "there is no such heading";
  }
}
