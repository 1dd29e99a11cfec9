"""Common Cartridge 1.1 and 1.3 (1EdTech): one zip of web pages, quizzes, topics and links with a manifest."""
