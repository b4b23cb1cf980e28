autocmd BufNewFile,BufRead *.tranche setfiletype tranche
