"""Quizzes in QTI 1.2 as Common Cartridge profiles it: six kinds of items, nothing else."""
